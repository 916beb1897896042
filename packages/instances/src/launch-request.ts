/**
 * A text that may differ from instance to instance: the same for all, or a running number between two texts.
 * `{prefix: 'web-', start: 1, digits: 3}` names three instances `web-001`, `web-002` and `web-003`.
 */
export type Name = string | NameSequence;

export interface NameSequence {
  readonly prefix: string;
  /** Number of the first instance, from 0 on. */
  readonly start: number;
  /** How many digits the number is written with, padded with zeros. */
  readonly digits: number;
  readonly suffix?: string;
}

/** Where the instances run, in the vendor's own ids. */
export interface Location {
  readonly region?: string;
  /** Availability zone. */
  readonly zone?: string;
}

/**
 * How instances are paid for. `on-demand`: afterwards, by what the machine is, as long as it is there. `metered`: afterwards, by what was
 * used. `spot`: at the price of the moment, and taken away when that rises. `subscription`: for a term, in advance. `dedicated-host`: with
 * the host that they run on.
 */
export type BillingMode = 'on-demand' | 'metered' | 'spot' | 'subscription' | 'dedicated-host';

/** What happens at the end of a term. `automatic` renews it; `manual` tells you; `manual-silent` does neither. */
export type Renewal = 'automatic' | 'manual' | 'manual-silent';

export interface Billing {
  readonly mode?: BillingMode;
  /** Length of the subscription in months. Vendors sell only some lengths. */
  readonly termMonths?: number;
  readonly renewal?: Renewal;
  /** Highest price for an hour of a spot instance, a decimal number as text, in the currency of the account. */
  readonly spotMaxPrice?: string;
  /** The day, `yyyy-mm-dd`, on which billing changes from `on-demand` to a subscription of `termMonths`. */
  readonly changeToSubscriptionOn?: string;
}

/** How to log in. */
export interface Login {
  /** Secret: it stands in the vendor request only. */
  readonly password?: string;
  /** Ids of key pairs that the vendor stores (names, where the vendor knows them by name). */
  readonly keyIds?: readonly string[];
  /** Public keys themselves, in OpenSSH form. */
  readonly publicKeys?: readonly string[];
  /** Whether the credentials inside the image stay. */
  readonly fromImage?: boolean;
  /** Says openly that the request sets no login. What the vendor does then stands in the trace. */
  readonly none?: true;
}

export interface Network {
  readonly vpc?: string;
  readonly subnet?: string;
  /** Fixed private addresses, one for each instance. */
  readonly privateIpv4Addresses?: readonly string[];
  /** How many IPv6 addresses each instance gets. */
  readonly ipv6AddressCount?: number;
  readonly securityGroups?: readonly string[];
}

/** Carrier of a public address; `bgp` reaches all of them. */
export type Line = 'bgp' | 'china-telecom' | 'china-unicom' | 'china-mobile';

/**
 * How public traffic is paid for. `bandwidth-prepaid`, `bandwidth`: by the width of the line, in advance or afterwards. `traffic`: by what
 * went through. `traffic-package`: by a package of traffic. `bandwidth-package`: by a package of bandwidth that machines share.
 * `bandwidth-95`, `cluster-bandwidth-95`: by the 95th percentile, of the machine or of its cluster.
 */
export type TrafficBilling =
  | 'bandwidth-prepaid'
  | 'bandwidth'
  | 'traffic'
  | 'traffic-package'
  | 'bandwidth-package'
  | 'bandwidth-95'
  | 'cluster-bandwidth-95';

export interface PublicAddress {
  /** Whether there is a public IPv4 address. Where the other fields ask for one, `true` need not be said. */
  readonly assigned?: boolean;
  /** Upper limit of outgoing bandwidth, in Mbps. */
  readonly bandwidthMbps?: number;
  readonly line?: Line;
  readonly billing?: TrafficBilling;
  /** Id of the package, or cluster, of bandwidth that the address joins. */
  readonly bandwidthPackage?: string;
  /** Size of the traffic package, in TB. */
  readonly trafficPackageTb?: number;
}

export interface Disk {
  /** In the vendor's own words. */
  readonly type?: string;
  /** Size in GiB. */
  readonly sizeGib?: number;
  /** Input and output operations a second. */
  readonly iops?: number;
  /** Id of the snapshot that the disk is made from. */
  readonly snapshot?: string;
  readonly encrypted?: boolean;
  /** Whether the disk goes when its instance goes. */
  readonly deleteWithInstance?: boolean;
  readonly name?: string;
}

export interface Template {
  readonly id?: string;
  readonly version?: number;
}

/** One launch of instances, as all five APIs could be asked for it. Every field may be left out; what a vendor needs, its plan says. */
export interface LaunchFields {
  /** Name that the vendor shows. */
  readonly name?: Name;
  /** Host name inside the operating system. */
  readonly hostname?: Name;
  /** How many instances, from 1 on. */
  readonly count?: number;
  readonly location?: Location;
  /** Model or size of the machine, in the vendor's own words. */
  readonly machineType?: string;
  /** Id of the image, or of the operating system, to install. */
  readonly image?: string;
  readonly billing?: Billing;
  /** Ids of dedicated hosts to run on. */
  readonly dedicatedHosts?: readonly string[];
  readonly login?: Login;
  readonly network?: Network;
  readonly publicAddress?: PublicAddress;
  readonly systemDisk?: Disk;
  readonly dataDisks?: readonly Disk[];
  /** Script or data for the first start, plain; it is encoded as each vendor wants it. Secret: it stands in the vendor request only. */
  readonly userData?: string;
  /** Pairs that can be read inside the instance. Values are secret. */
  readonly metadata?: { readonly [key: string]: string };
  readonly tags?: { readonly [key: string]: string };
  readonly description?: string;
  /** Launch template that gives what the request leaves out. */
  readonly template?: Template;
  /** Id of the group that spreads instances over hardware. */
  readonly placementGroup?: string;
  /** Id of the resource group or project. */
  readonly resourceGroup?: string;
  readonly addressFamily?: 'ipv4' | 'dual-stack';
  /** The same request with the same token is carried out once. The client makes one where this is left out. */
  readonly idempotencyToken?: string;
}
