import * as bastion from '@launchspec/clients/jdcloud-bastion';
import * as edcps from '@launchspec/clients/jdcloud-edcps';
import type { CallFailure, ErrorTable } from '@launchspec/clients/jdcloud-vm';
import * as vm from '@launchspec/clients/jdcloud-vm';
import * as tencent from '@launchspec/clients/tencent-cvm';
import * as zenlayer from '@launchspec/clients/zenlayer-bmc';
import type { ApiDefinition } from '../../src/api-definition.js';
import type { ApiId } from '../../src/api-id.js';
import { definition as bastionDefinition } from '../../src/definitions/jdcloud-bastion.js';
import { definition as edcpsDefinition } from '../../src/definitions/jdcloud-edcps.js';
import { definition as vmDefinition } from '../../src/definitions/jdcloud-vm.js';
import { definition as tencentDefinition } from '../../src/definitions/tencent-cvm.js';
import { definition as zenlayerDefinition } from '../../src/definitions/zenlayer-bmc.js';
import { planWith } from '../../src/plan.js';
import { reasons as bastionReasons } from '../../src/reasons/jdcloud-bastion.js';
import { reasons as edcpsReasons } from '../../src/reasons/jdcloud-edcps.js';
import { reasons as vmReasons } from '../../src/reasons/jdcloud-vm.js';
import type { ReasonTable } from '../../src/reasons/reason.js';
import { reasons as tencentReasons } from '../../src/reasons/tencent-cvm.js';
import { reasons as zenlayerReasons } from '../../src/reasons/zenlayer-bmc.js';
import type { AnyLaunchRequest } from '../../src/request-types.js';

export const PASSWORD = 'cAnArY-pass_7';
export const USER_DATA = '#!/bin/bash\necho cAnArY-data';

export type Fetch = (url: string, request: RequestInit) => Promise<Response>;

/** One API, with a client whose types do not matter. */
export interface TestedApi {
  readonly definition: ApiDefinition;
  readonly reasons: ReasonTable;
  readonly errors: ErrorTable;
  readonly operations: {
    readonly [operationId: string]: { readonly errorCodes: readonly string[]; readonly idempotency: unknown };
  };
  readonly launch: (options: {
    readonly fetch: Fetch;
    readonly headers?: Readonly<Record<string, string>>;
    readonly transport?: 'get';
    readonly credentials?: unknown;
  }) => Promise<{ readonly error?: CallFailure; readonly token: string | undefined }>;
}

type AnyClient = {
  request(
    method: string,
    path: string,
    init: object,
  ): Promise<{ readonly error?: CallFailure; readonly token: string | undefined }>;
};

const jdcloud = { accessKeyId: 'AKEXAMPLE', secretAccessKey: 'cAnArY-key' };

function tested(
  definition: ApiDefinition,
  reasons: ReasonTable,
  client: {
    readonly errors: ErrorTable;
    readonly api: { readonly operations: TestedApi['operations'] };
    readonly createClient: unknown;
  },
  credentials: object,
  request: AnyLaunchRequest,
): TestedApi {
  const plan = planWith(definition, request);
  if (plan.violations.length > 0) throw new Error(JSON.stringify(plan.violations));
  const create = client.createClient as (options: object) => AnyClient;
  return {
    definition,
    reasons,
    errors: client.errors,
    operations: client.api.operations,
    launch: (options) =>
      create({ credentials, region: 'ap-guangzhou', retry: false, ...options }).request(
        definition.create.method,
        definition.create.path,
        { params: plan.request.params, body: plan.request.body },
      ),
  };
}

export const APIS: { readonly [api in ApiId]: TestedApi } = {
  'jdcloud-vm': tested(vmDefinition, vmReasons, vm, jdcloud, {
    name: 'web',
    location: { region: 'cn-north-1', zone: 'cn-north-1a' },
    machineType: 'g.n2.medium',
    image: 'img-1',
    login: { password: PASSWORD },
    network: { subnet: 'subnet-1' },
    systemDisk: { type: 'ssd.gp1', sizeGib: 40 },
    userData: USER_DATA,
  }),
  'jdcloud-edcps': tested(edcpsDefinition, edcpsReasons, edcps, jdcloud, {
    name: 'web',
    count: 1,
    location: { region: 'cn-north-1', zone: 'cn-north-1a' },
    machineType: 'edcps.c.normal1',
    image: 'os-1',
    billing: { mode: 'on-demand' },
    login: { password: PASSWORD },
    network: { subnet: 'subnet-1' },
    publicAddress: { assigned: false },
    userData: USER_DATA,
    vendor: { instanceSpec: { sysRaidTypeId: 'raid-1', dataRaidTypeId: 'raid-2' } },
  }),
  'jdcloud-bastion': tested(bastionDefinition, bastionReasons, bastion, jdcloud, {
    count: 1,
    location: { region: 'cn-north-1', zone: 'cn-north-1a' },
    machineType: 'small',
    billing: { mode: 'subscription', termMonths: 1 },
    network: { vpc: 'vpc-1', subnet: 'subnet-1' },
    addressFamily: 'ipv4',
  }),
  'zenlayer-bmc': tested(
    zenlayerDefinition,
    zenlayerReasons,
    zenlayer,
    { accessKeyId: 'ZKEXAMPLE', accessKeyPassword: 'cAnArY-key' },
    {
      location: { zone: 'SEL-A' },
      machineType: 'M6C',
      image: 'img-1',
      billing: { mode: 'on-demand' },
      login: { password: PASSWORD },
      publicAddress: { billing: 'bandwidth' },
      userData: USER_DATA,
    },
  ),
  'tencent-cvm': tested(
    tencentDefinition,
    tencentReasons,
    tencent,
    { secretId: 'AKIDEXAMPLE', secretKey: 'cAnArY-key' },
    {
      location: { region: 'ap-guangzhou', zone: 'ap-guangzhou-2' },
      machineType: 'S1.SMALL1',
      image: 'img-pmqg1cw7',
      login: { password: PASSWORD },
      userData: USER_DATA,
    },
  ),
};

/** Whether a launch takes an idempotency token, by the spec. */
export function takesToken({ definition, operations }: TestedApi): boolean {
  return operations[definition.create.operationId]?.idempotency !== 'none';
}
