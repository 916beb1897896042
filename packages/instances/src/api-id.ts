import type { components as Bastion } from '@launchspec/clients/jdcloud-bastion';
import type { components as Edcps } from '@launchspec/clients/jdcloud-edcps';
import type { components as Vm } from '@launchspec/clients/jdcloud-vm';
import type { components as Tencent } from '@launchspec/clients/tencent-cvm';
import type { components as Zenlayer } from '@launchspec/clients/zenlayer-bmc';

/** The body of each API's create request, as its spec has it. */
export interface VendorBodies {
  'jdcloud-vm': Vm['schemas']['CreateInstancesRequest'];
  'jdcloud-edcps': Edcps['schemas']['CreateInstancesRequest'];
  'jdcloud-bastion': Bastion['schemas']['CreateInstanceRequest'];
  'zenlayer-bmc': Zenlayer['schemas']['CreateInstancesRequest'];
  'tencent-cvm': Tencent['schemas']['RunInstancesRequest'];
}

export type ApiId = keyof VendorBodies;

/** A vendor's create request as its client takes it. The path has the region of the JD Cloud APIs, the headers that of Tencent Cloud. */
export interface VendorRequest<Api extends ApiId = ApiId> {
  readonly params?: {
    readonly path?: { readonly [name: string]: string };
    readonly header?: { readonly [name: string]: string };
  };
  readonly body: VendorBodies[Api];
}
