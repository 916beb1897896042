import { createRequire } from 'node:module';
import { api as jdcloudBastion, errors as jdcloudBastionErrors } from '@launchspec/clients/jdcloud-bastion';
import { rules as jdcloudBastionRules } from '@launchspec/clients/jdcloud-bastion/rules';
import { validators as jdcloudBastionValidators } from '@launchspec/clients/jdcloud-bastion/validators';
import { api as jdcloudEdcps, errors as jdcloudEdcpsErrors } from '@launchspec/clients/jdcloud-edcps';
import { rules as jdcloudEdcpsRules } from '@launchspec/clients/jdcloud-edcps/rules';
import { validators as jdcloudEdcpsValidators } from '@launchspec/clients/jdcloud-edcps/validators';
import { api as jdcloudVm, errors as jdcloudVmErrors } from '@launchspec/clients/jdcloud-vm';
import { rules as jdcloudVmRules } from '@launchspec/clients/jdcloud-vm/rules';
import { validators as jdcloudVmValidators } from '@launchspec/clients/jdcloud-vm/validators';
import { api as tencentCvm, errors as tencentCvmErrors } from '@launchspec/clients/tencent-cvm';
import { rules as tencentCvmRules } from '@launchspec/clients/tencent-cvm/rules';
import { validators as tencentCvmValidators } from '@launchspec/clients/tencent-cvm/validators';
import type { ApiDescription, ErrorTable, RequestValidator, RuleTable } from '@launchspec/clients/validation';
import { api as zenlayerBmc, errors as zenlayerBmcErrors } from '@launchspec/clients/zenlayer-bmc';
import { rules as zenlayerBmcRules } from '@launchspec/clients/zenlayer-bmc/rules';
import { validators as zenlayerBmcValidators } from '@launchspec/clients/zenlayer-bmc/validators';
import type { Document } from './spec.js';

/** Everything the mock knows of one API, all of it generated from the API's spec. */
export interface MockedApi {
  readonly description: ApiDescription;
  readonly errors: ErrorTable;
  readonly validators: Readonly<Record<string, RequestValidator>>;
  readonly rules: RuleTable;
  readonly document: Document;
}

const require = createRequire(import.meta.url);

function mockedApi(
  description: ApiDescription,
  errors: ErrorTable,
  validators: Readonly<Record<string, RequestValidator>>,
  rules: RuleTable,
): MockedApi {
  const document = require(`@launchspec/openapi/${description.id}.json`) as Document;
  return { description, errors, validators, rules, document };
}

/** The five APIs, by id. */
export const CATALOG: ReadonlyMap<string, MockedApi> = new Map(
  [
    mockedApi(jdcloudVm, jdcloudVmErrors, jdcloudVmValidators, jdcloudVmRules),
    mockedApi(jdcloudEdcps, jdcloudEdcpsErrors, jdcloudEdcpsValidators, jdcloudEdcpsRules),
    mockedApi(jdcloudBastion, jdcloudBastionErrors, jdcloudBastionValidators, jdcloudBastionRules),
    mockedApi(zenlayerBmc, zenlayerBmcErrors, zenlayerBmcValidators, zenlayerBmcRules),
    mockedApi(tencentCvm, tencentCvmErrors, tencentCvmValidators, tencentCvmRules),
  ].map((api) => [api.description.id, api]),
);
