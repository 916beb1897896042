/** Where the parts of an answer stand, as JSON pointers: the root extension `x-envelope`. */
export interface Envelope {
  result: string;
  error: string;
  code: string;
  message: string;
  requestId: string;
}
