/** What the mock did about one request. It holds no secret. */
export interface JournalEntry {
  /** From 1 on. */
  readonly sequence: number;
  /** On the mock's clock, in ISO 8601. */
  readonly at: string;
  readonly api: string | undefined;
  readonly operation: string | undefined;
  readonly method: string;
  /** Without the query, which may hold secrets. */
  readonly path: string;
  /** HTTP status of the answer; undefined where the connection was broken instead. */
  readonly status: number | undefined;
  /** The vendor's code, of an error. */
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  /** Why it was answered that way. */
  readonly diagnosis: string | undefined;
  /** What is worth knowing beside that: a token that was used before, a fault that was injected. */
  readonly notes: readonly string[];
  /** The body, or the structure that the query spells out. */
  readonly request: unknown;
}

export interface JournalQuery {
  readonly api?: string;
  readonly operation?: string;
  readonly status?: number;
}

/** The latest requests. What is older is forgotten. */
export class Journal {
  #entries: JournalEntry[] = [];
  #sequence = 0;

  constructor(private readonly size: number) {}

  add(entry: Omit<JournalEntry, 'sequence'>): void {
    this.#sequence += 1;
    if (this.size === 0) return;
    this.#entries.push({ sequence: this.#sequence, ...entry });
    // Half at a time: taking one from the front each time would move all the others.
    if (this.#entries.length > 2 * this.size) this.#entries = this.#entries.slice(-this.size);
  }

  /** Oldest first. */
  entries({ api, operation, status }: JournalQuery = {}): JournalEntry[] {
    return this.#entries
      .slice(-this.size)
      .filter(
        (entry) =>
          (api === undefined || entry.api === api) &&
          (operation === undefined || entry.operation === operation) &&
          (status === undefined || entry.status === status),
      );
  }

  clear(): void {
    this.#entries = [];
  }
}
