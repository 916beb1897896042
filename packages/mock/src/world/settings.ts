/** How one API of the mock behaves. Times are in milliseconds. */
export interface ApiSettings {
  /** How long a machine is being made. Default 1000. */
  readonly creationTime: number;
  /** How long it takes to go away once it is destroyed. Default 500. */
  readonly removalTime: number;
  /** How long a machine that failed can be seen; `null`: for ever. Default 2000 where the vendor removes it. */
  readonly failureTime: number | null;
  /** How long a machine stays in the recycle bin. Default 24 hours. */
  readonly recycleTime: number;
  /** How long a client token is remembered. Default 24 hours: no vendor says. */
  readonly tokenLifetime: number;
  /** Machines that the account may have at once. Default: no limit. */
  readonly quota: number | null;
  /** What the account can spend; each machine costs 1, a prepaid one 1 a month. Default: no limit. */
  readonly balance: number | null;
  /** Machines that can still be made; more of them are sold out. Default: no limit. */
  readonly stock: number | null;
  /** Most Mbps that a machine may have. Default: no limit. */
  readonly bandwidth: number | null;
  /** GB that the partitions of a machine must fill, where the vendor has partitions. Default: any. */
  readonly diskSize: number | null;
  /** Values of a request (machine types, zones, disk types, ...) that are sold out, or cannot be used just now. */
  readonly soldOut: readonly string[];
  /** Values of a request (image ids, subnets, snapshots, ...) that do not exist. */
  readonly absent: readonly string[];
  /** Values of a request (zones, machine types, ways of billing, ...) that the account may not have. */
  readonly denied: readonly string[];
  /** Pairs of a request's values that do not go together, as `img-1 + g.n2.medium`; a field's name stands for any value of it. */
  readonly incompatible: readonly string[];
  /** Named error examples of the API that every purchase is refused with, the first one first, whatever was asked. */
  readonly refuse: readonly string[];
  /** How many of the next machines fail while they are made. */
  readonly failing: number;
}

export const DEFAULT_SETTINGS: ApiSettings = {
  creationTime: 1000,
  removalTime: 500,
  failureTime: null,
  recycleTime: 86_400_000,
  tokenLifetime: 86_400_000,
  quota: null,
  balance: null,
  stock: null,
  bandwidth: null,
  diskSize: null,
  soldOut: [],
  absent: [],
  denied: [],
  incompatible: [],
  refuse: [],
  failing: 0,
};

/** What stands between the two of a pair in the setting `incompatible`. */
export const PAIR = ' + ';

/** What a setting can be, in words too. */
interface SettingRule {
  readonly words: string;
  readonly holds: (value: unknown) => boolean;
}

/** A hundred years: more would leave the calendar. */
const LONGEST_TIME = 100 * 365 * 86_400_000;

const TIME: SettingRule = {
  words: 'a number of milliseconds from 0 to a hundred years',
  holds: (value) => typeof value === 'number' && value >= 0 && value <= LONGEST_TIME,
};
const COUNT: SettingRule = {
  words: 'a whole number from 0 on',
  holds: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
};
const AMOUNT: SettingRule = {
  words: 'a number from 0 on',
  holds: (value) => typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER,
};
const TEXTS: SettingRule = {
  words: 'a list of texts',
  holds: (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
};
const PAIRS: SettingRule = {
  words: `pairs such as "img-1${PAIR}type-1"`,
  holds: (value) => TEXTS.holds(value) && (value as string[]).every((each) => each.split(PAIR).length === 2),
};
const orNull = ({ words, holds }: SettingRule): SettingRule => ({
  words: `${words}, or null`,
  holds: (value) => value === null || holds(value),
});

export const SETTING_RULES: Readonly<Record<keyof ApiSettings, SettingRule>> = {
  creationTime: TIME,
  removalTime: TIME,
  failureTime: orNull(TIME),
  recycleTime: TIME,
  tokenLifetime: TIME,
  quota: orNull(COUNT),
  balance: orNull(AMOUNT),
  stock: orNull(COUNT),
  bandwidth: orNull(AMOUNT),
  diskSize: orNull(AMOUNT),
  soldOut: TEXTS,
  absent: TEXTS,
  denied: TEXTS,
  incompatible: PAIRS,
  refuse: TEXTS,
  failing: COUNT,
};
