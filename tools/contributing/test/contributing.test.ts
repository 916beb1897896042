import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Checkout, commandsOf } from './checkout.js';

const OPERATION = 'specs/boats/operations/create-boats.yaml';
const REQUEST = 'specs/boats/schemas/CreateBoatsRequest.yaml';
const words = { '<api>': 'boats' };
let checkout: Checkout;

beforeAll(() => {
  checkout = new Checkout();
  const extracted = checkout.run('npm run provenance -- extract documents/first.md --api boats'.split(' '));
  expect(extracted).toMatchObject({ status: 0 });
});
afterAll(() => checkout.remove());

/** The steps build on each other, in the order of the document. */
describe('the steps of CONTRIBUTING.md, on a toy vendor', () => {
  test('Change a fact', () => {
    checkout.edit(REQUEST, 'Name of the boat.', 'Name that is painted on the boat.');
    expect(checkout.follow('Change a fact', words)).toMatchObject({ status: 0 });
  });

  describe('Add a rule across fields', () => {
    const RULE = `x-validations:
  - id: one-rowing-boat
    rule: "!has(self.kind) || self.kind != 'row' || !has(self.count) || self.count == 1"
    message: Rowing boats are rented one at a time; set count to 1.
    error: INVALID_ARGUMENT
    fields: [/count, /kind]
`;
    const accepting =
      '- {rule: one-rowing-boat, base: two, accept: [{kind: row, count: 1}, {kind: sail}], reject: []}\n';
    const passing = accepting.replace('reject: []', 'reject: [{kind: sail}]');
    const rejecting = accepting.replace('reject: []', 'reject: [{kind: row}]');

    beforeAll(() => checkout.edit(OPERATION, 'requestBody:', `${RULE}requestBody:`));

    test.each([
      ['without cases', '[]', 'no case that it accepts'],
      ['with no case that it rejects', accepting, 'no case that it rejects'],
      ['with a rejecting case that passes', passing, "'one-rowing-boat' rejects"],
    ])('%s the checks are red', (_, cases, message) => {
      checkout.write('specs/boats/rules.test.yaml', cases);
      const { status, output } = checkout.follow('Add a rule across fields', words);
      expect(status).toBe(1);
      expect(output).toContain(message);
    });

    test('with both they are green', () => {
      checkout.write('specs/boats/rules.test.yaml', rejecting);
      expect(checkout.follow('Add a rule across fields', words)).toMatchObject({ status: 0 });
    });
  });

  describe('Record a discrepancy', () => {
    test('a default that the document does not give is a finding', () => {
      checkout.edit(REQUEST, 'default: sail', 'default: row');
      const { status, output } = checkout.follow('Record a discrepancy', words);
      expect(status).toBe(1);
      expect(output).toContain('/components/schemas/CreateBoatsRequest/properties/kind');
    });

    test('an entry explains it', () => {
      checkout.edit(REQUEST, 'default: row', 'default: row\n    x-discrepancies: [boats-kind-default]');
      checkout.write(
        'specs/boats/discrepancies.yaml',
        `- id: boats-kind-default
  where: '#/components/schemas/CreateBoatsRequest/properties/kind'
  document: The default of kind is sail.
  evidence: [Row kind]
  covers: [default-differs]
  decision: The default is row.
  reason: The toy vendor was seen to rent rowing boats.
`,
      );
      const { status, output } = checkout.follow('Record a discrepancy', words);
      expect(status, output).toBe(0);
    });

    test('an entry that no longer explains anything is a finding', () => {
      checkout.edit(REQUEST, 'default: row', 'default: sail');
      expect(checkout.follow('Record a discrepancy', words)).toMatchObject({ status: 1 });
      checkout.edit(REQUEST, 'default: sail', 'default: row');
    });
  });

  describe('Take a new edition of a document', () => {
    const edition = { ...words, '<document>': 'documents/second.md' };
    const [diff = '', extract = '', check = '', generate = ''] = commandsOf('Take a new edition of a document').map(
      (command) => command.replaceAll('<api>', 'boats').replaceAll('<document>', 'documents/second.md'),
    );

    test('diff names what is new, in terms of the spec', () => {
      const { status, output } = checkout.run(diff.split(' '));
      expect(status).toBe(1);
      expect(output).toContain('/components/schemas/CreateBoatsRequest/properties/crew');
    });

    test('its facts make the check red until the spec has them', () => {
      expect(checkout.run(extract.split(' '))).toMatchObject({ status: 0 });
      expect(checkout.run(check.split(' '))).toMatchObject({ status: 1 });
      checkout.edit(
        REQUEST,
        '  count:\n',
        `  crew:
    type: integer
    format: int32
    description: How many sailors.
    x-description-zh: 船员人数。
    examples: [3]
  count:
`,
      );
      checkout.edit(REQUEST, 'required: [name]', 'required: [name, crew]');
      checkout.edit('specs/boats/examples/two-request.yaml', 'count: 2', 'count: 2, crew: 3');
      expect(checkout.run(generate.split(' '))).toMatchObject({ status: 0 });
      expect(checkout.run(check.split(' '))).toMatchObject({ status: 0 });
    });

    test('then its diff is empty and every step passes', () => {
      expect(checkout.follow('Take a new edition of a document', edition)).toMatchObject({ status: 0 });
    });
  });
});
