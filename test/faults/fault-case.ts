import type { FaultStep } from '../support/faults.ts';

/** What the visitor, or the device, does after asking; one word each. */
export type VisitorStep =
  /** Waits until this is to be seen: the text of the answer, its status, the line where it will stand, a control. */
  | {
      readonly sees: {
        readonly text?: string;
        readonly status?: string;
        readonly phase?: string;
        readonly part?: string;
      };
    }
  | { readonly press: string }
  | { readonly ask: string }
  /** Lets the server go on that waits for the visitor. */
  | { readonly server: 'go' }
  /** Time passes; only where the case has a clock of its own. `asleep`: while the page is frozen. */
  | { readonly passMs: number }
  | { readonly asleepMs: number }
  /** Waits until so many requests have reached the server. */
  | { readonly requests: number }
  | { readonly device: 'offline' | 'online' }
  | { readonly element: 'remove' | 'append' | 'moveBefore' };

/** One way in which things break: what the server and the visitor do, and what is seen of it. */
export interface FaultCase {
  /** Rows of `docs/requirements.md`. */
  readonly covers: readonly string[];
  /** A `resume-url` is what stands behind the address of the case. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Time is moved by the visitor's steps; otherwise it passes. */
  readonly hasOwnClock?: true;
  /** The steps of each request's answer, in order. */
  readonly answers: readonly (readonly FaultStep[])[];
  readonly visitor?: readonly VisitorStep[];
  /** What differs where an engine tells a page of a response with its first byte only, as Firefox does. */
  readonly withoutHeaders?: Partial<Pick<FaultCase, 'visitor' | 'sees'>>;
  readonly sees: {
    /** Of the newest answer. */
    readonly text: string;
    readonly status: string;
    /** How the notice begins; without it there is none. */
    readonly notice?: string;
    /** Words further on in the notice. */
    readonly words?: string;
    /** Controls that are there, and that are not. */
    readonly controls?: readonly string[];
    readonly without?: readonly string[];
    /** What a screen reader hears in all, each by its beginning. */
    readonly hears: readonly string[];
    /** Answers before the newest, as `status text`. */
    readonly before?: readonly string[];
    readonly requests: number;
    /** Header of each request after the first, where it says something. */
    readonly lastEventIds?: readonly string[];
    /** Query of each request after the first. */
    readonly queries?: readonly string[];
    /** The page ends the last connection. */
    readonly isClosedByPage?: true;
  };
}
