import { rules as bastionRules } from '@launchspec/clients/jdcloud-bastion/rules';
import { validators as bastion } from '@launchspec/clients/jdcloud-bastion/validators';
import { rules as edcpsRules } from '@launchspec/clients/jdcloud-edcps/rules';
import { validators as edcps } from '@launchspec/clients/jdcloud-edcps/validators';
import { rules as vmRules } from '@launchspec/clients/jdcloud-vm/rules';
import { validators as vm } from '@launchspec/clients/jdcloud-vm/validators';
import { rules as cvmRules } from '@launchspec/clients/tencent-cvm/rules';
import { validators as cvm } from '@launchspec/clients/tencent-cvm/validators';
import { findRuleViolations, findViolations, type RequestValidator, type Rule } from '@launchspec/clients/validation';
import { rules as bmcRules } from '@launchspec/clients/zenlayer-bmc/rules';
import { validators as bmc } from '@launchspec/clients/zenlayer-bmc/validators';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { Bench } from 'tinybench';
import { type Document, largestRequest } from './documented.js';
import { table } from './table.js';

interface Subject {
  readonly api: string;
  readonly method: 'post' | 'put';
  readonly validator: RequestValidator;
  readonly rules: readonly Rule[];
}

const SUBJECTS: readonly Subject[] = [
  { api: 'jdcloud-vm', method: 'post', validator: vm.createInstances, rules: vmRules.createInstances },
  { api: 'jdcloud-edcps', method: 'put', validator: edcps.createInstances, rules: edcpsRules.createInstances },
  { api: 'jdcloud-bastion', method: 'post', validator: bastion.createInstance, rules: bastionRules.createInstance },
  { api: 'zenlayer-bmc', method: 'post', validator: bmc.CreateInstances, rules: bmcRules.CreateInstances },
  { api: 'tencent-cvm', method: 'post', validator: cvm.RunInstances, rules: cvmRules.RunInstances },
];

/** Checking the largest documented request of each API: plain Ajv on the same schema, ours, ours with all rules across fields. */
export async function validation(): Promise<string> {
  const tables: string[] = [];
  for (const subject of SUBJECTS) {
    const { document, schema, body } = largestRequest(subject.api, subject.method);
    const plain = plainAjv(document, schema);
    const request = { path: { regionId: 'cn-north-1' }, header: HEADERS[subject.api] ?? {}, body };
    const violations = [...findViolations(subject.validator, request), ...findRuleViolations(subject.rules, body)];
    if (!plain(body) || violations.length > 0)
      throw new Error(`${subject.api}: the example does not validate: ${JSON.stringify(violations)}`);
    const bench = new Bench({ time: 500, warmupTime: 100 })
      .add('plain Ajv, body', () => plain(body))
      .add('ours, whole request', () => findViolations(subject.validator, request))
      .add(`ours, whole request and ${subject.rules.length} rules`, () => [
        ...findViolations(subject.validator, request),
        ...findRuleViolations(subject.rules, body),
      ])
      .add('for scale: a JSON round trip', () => JSON.parse(JSON.stringify(body)));
    await bench.run();
    const rows = bench.tasks.map(({ name, result }) => ({
      name,
      rate: result.state === 'completed' ? result.throughput.p50 : Number.NaN,
    }));
    tables.push(table(`${subject.api}, a request of ${JSON.stringify(body).length} bytes`, rows));
  }
  return tables.join('\n');
}

const HEADERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'zenlayer-bmc': { 'x-zc-action': 'CreateInstances', 'x-zc-version': '2022-11-20' },
  'tencent-cvm': { 'x-tc-action': 'RunInstances', 'x-tc-version': '2017-03-12', 'x-tc-region': 'ap-guangzhou' },
};

function plainAjv(document: Document, reference: string) {
  const ajv = new Ajv2020({ allErrors: true, strict: false, logger: false });
  ajvFormats.default(ajv);
  ajv.addSchema({ $id: 'spec', components: document.components });
  return ajv.compile({ $ref: `spec${reference}` });
}
