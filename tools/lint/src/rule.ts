import { isObject } from './json.js';
import type { Location, RedoclyRule } from './redocly.js';
import { type Place, type Spec, specOf } from './spec.js';

/** Reports a finding at an object, or at one of its fields. */
export type Report = (at: Place | Location, message: string) => void;

/** Looks at a whole document, and reports what breaks the rule together with how to mend it. */
export type Check = (spec: Spec, report: Report) => void;

/** A check as Redocly runs it. */
export function rule(check: Check): RedoclyRule {
  return () => ({
    Root: {
      leave(root, context) {
        if (!isObject(root)) return;
        const report: Report = (at, message) => context.report({ message, location: 'kind' in at ? at.location : at });
        check(specOf(root, context), report);
      },
    },
  });
}
