import type { WorldEvent } from './events.js';
import type { EventLog } from './log.js';
import { Random } from './random.js';
import type { World } from './world.js';

/** What the world is asked: it reads the world, and says what is to happen and what is to be answered. */
export type Decide<Answer> = (world: World, random: Random) => { readonly answer: Answer; readonly event?: WorldEvent };

/** Lets things happen, one after the other. */
export class Engine {
  #last: Promise<unknown> = Promise.resolve();
  #asked = 0;
  #closed = false;

  constructor(
    readonly world: World,
    private readonly seed: string,
    /** Without one, nothing outlives the process. */
    private readonly log?: EventLog,
  ) {}

  /** Decides on the newest state, and answers once what happened is kept. */
  run<Answer>(decide: Decide<Answer>): Answer | Promise<Answer> {
    const { log } = this;
    if (!log) {
      const { answer, event } = this.#decide(decide);
      if (event) this.world.apply(event);
      return answer;
    }
    const result = this.#last.then(() => this.#runLogged(log, decide));
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Reads what others who share the log have let happen. */
  async refresh(): Promise<void> {
    if (this.log) await this.run(() => ({ answer: undefined }));
  }

  /** Waits for what is being written; what comes later is refused. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#last;
    await this.log?.close();
  }

  async #runLogged<Answer>(log: EventLog, decide: Decide<Answer>): Promise<Answer> {
    for (;;) {
      if (this.#closed) throw new Error('the mock is closed');
      for (let event = await log.read(this.world.length); event; event = await log.read(this.world.length))
        this.world.apply(event);
      const { answer, event } = this.#decide(decide);
      if (!event) return answer;
      if (await log.append(this.world.length, event)) {
        this.world.apply(event);
        return answer;
      }
    }
  }

  #decide<Answer>(decide: Decide<Answer>) {
    this.#asked += 1;
    return decide(this.world, new Random(`${this.seed}:${this.world.length}:${this.#asked}`));
  }
}
