/** What an admin call was given that it cannot take. */
export class AdminProblem extends Error {
  override readonly name = 'AdminProblem';
}
