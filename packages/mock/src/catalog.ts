import { createRequire } from 'node:module';
import { api as jdcloudBastion, errors as jdcloudBastionErrors } from '@launchspec/clients/jdcloud-bastion';
import { validators as jdcloudBastionValidators } from '@launchspec/clients/jdcloud-bastion/validators';
import { api as jdcloudEdcps, errors as jdcloudEdcpsErrors } from '@launchspec/clients/jdcloud-edcps';
import { validators as jdcloudEdcpsValidators } from '@launchspec/clients/jdcloud-edcps/validators';
import { api as jdcloudVm, errors as jdcloudVmErrors } from '@launchspec/clients/jdcloud-vm';
import { validators as jdcloudVmValidators } from '@launchspec/clients/jdcloud-vm/validators';
import { api as tencentCvm, errors as tencentCvmErrors } from '@launchspec/clients/tencent-cvm';
import { validators as tencentCvmValidators } from '@launchspec/clients/tencent-cvm/validators';
import type { ApiDescription, ErrorTable, RequestValidator } from '@launchspec/clients/validation';
import { api as zenlayerBmc, errors as zenlayerBmcErrors } from '@launchspec/clients/zenlayer-bmc';
import { validators as zenlayerBmcValidators } from '@launchspec/clients/zenlayer-bmc/validators';
import type { Document } from './spec.js';

/** Everything the mock knows of one API, all of it generated from the API's spec. */
export interface MockedApi {
  readonly description: ApiDescription;
  readonly errors: ErrorTable;
  readonly validators: Readonly<Record<string, RequestValidator>>;
  readonly document: Document;
}

const require = createRequire(import.meta.url);

function mockedApi(
  description: ApiDescription,
  errors: ErrorTable,
  validators: Readonly<Record<string, RequestValidator>>,
): MockedApi {
  const document = require(`@launchspec/openapi/${description.id}.json`) as Document;
  return { description, errors, validators, document };
}

/** The five APIs, by id. */
export const CATALOG: ReadonlyMap<string, MockedApi> = new Map(
  [
    mockedApi(jdcloudVm, jdcloudVmErrors, jdcloudVmValidators),
    mockedApi(jdcloudEdcps, jdcloudEdcpsErrors, jdcloudEdcpsValidators),
    mockedApi(jdcloudBastion, jdcloudBastionErrors, jdcloudBastionValidators),
    mockedApi(zenlayerBmc, zenlayerBmcErrors, zenlayerBmcValidators),
    mockedApi(tencentCvm, tencentCvmErrors, tencentCvmValidators),
  ].map((api) => [api.description.id, api]),
);
