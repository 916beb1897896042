import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { type Document, type Response as DocumentedResponse, resolve } from '../src/spec.js';
import { operations } from './examples.js';

const documents = new Map<string, Document>(operations().map(({ api, document }) => [api, document]));

/** Whether an answer is one that the spec has for the operation and status. */
export function answerChecks(): (
  api: string,
  operationId: string,
  status: number,
  body: unknown,
) => string | undefined {
  const ajv = new Ajv2020({ strict: false, logger: false });
  ajvFormats.default(ajv);
  const checks = new Map<string, ReturnType<typeof ajv.compile>>();
  for (const [api, document] of documents) ajv.addSchema({ $id: api, components: document.components });
  return (api, operationId, status, body) => {
    const name = `${api} ${operationId} ${status}`;
    let check = checks.get(name);
    if (!check) {
      const document = documents.get(api) as Document;
      const operation = operations().find(
        (each) => each.api === api && each.operation.operationId === operationId,
      )?.operation;
      const response = operation?.responses[String(status)];
      const media = response && resolve<DocumentedResponse>(document, response).content?.['application/json'];
      if (!media) return `${name} is not documented`;
      check = ajv.compile(JSON.parse(JSON.stringify(media.schema).replaceAll('"#/', `"${api}#/`)) as object);
      checks.set(name, check);
    }
    return check(body) ? undefined : `${name}: ${ajv.errorsText(check.errors)}`;
  };
}
