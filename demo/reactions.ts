import { SLOW_START_MS } from './faults.ts';

/** What the embedded model does about a question. */
export interface Reaction {
  /** The question asks for this. */
  readonly asked: RegExp;
  /** Files in `answers/`, without `.md`; one of them is chosen. */
  readonly answers: readonly string[];
  /** Lines of progress before the answer. */
  readonly thinking?: readonly string[];
  /** Wait before the first token, in ms. Default: what a person finds quick. */
  readonly waitMs?: number;
  /** Multiplies the delay between tokens. Default 1. */
  readonly tempo?: number;
  /** The answer does not reach its end: how it breaks off, and after which share of its text. */
  readonly ending?: { readonly at: number; readonly how: 'error' | 'cut' | 'length' };
}

/** Looked through from the top; the first that matches answers. */
export const REACTIONS: readonly Reaction[] = [
  { asked: /\berrors?\b/i, answers: ['error'], ending: { at: 0.5, how: 'error' } },
  { asked: /\bcut\b/i, answers: ['cut'], ending: { at: 0.5, how: 'cut' } },
  { asked: /\blimit\b/i, answers: ['limit'], ending: { at: 0.5, how: 'length' } },
  { asked: /\bslow(?:ly)?\b/i, answers: ['slow'], waitMs: SLOW_START_MS },
  { asked: /\b(?:hostile|attack|xss|malicious)\b/i, answers: ['hostile'], tempo: 0.6 },
  { asked: /\b(?:arabic|rtl|right.to.left)\b|[\u0600-\u06ff]/i, answers: ['arabic'] },
  { asked: /\bchinese\b|[\u4e00-\u9fff]/i, answers: ['chinese'], tempo: 1.3 },
  {
    asked: /\b(?:think|why|reason(?:ing)?)\b/i,
    answers: ['think'],
    thinking: [
      'Searching the help centre…\n',
      'Reading “Carriers and cut-off times” and two more articles…\n',
      'Comparing them with how the orders of last spring went…\n',
      'The delay shows on Mondays only, so it is not the carrier. It must be what happens at the weekend.\n',
    ],
  },
  // "How long does it take?" asks for no essay.
  { asked: /(?<!\bhow )\blong(?:er|est)?\b|\bessay\b/i, answers: ['long'], tempo: 0.35 },
  { asked: /\b(?:theme|styl(?:e|ing)|colou?rs?|css)\b/i, answers: ['code-theme'] },
  { asked: /\bwebhooks?\b/i, answers: ['code-webhook'] },
  { asked: /\bstock\b/i, answers: ['code'] },
  { asked: /\b(?:code|api|script|program)\b/i, answers: ['code', 'code-webhook'] },
  // A table of shipping times is part of the answer about delivery.
  { asked: /^(?!.*\b(?:delivery|shipping)\b).*\b(?:tables?|compare|plans?|pric(?:e|es|ing))\b/is, answers: ['table'] },
  { asked: /\b(?:lists?|steps?|checklist|set up)\b/i, answers: ['steps'] },
  { asked: /\b(?:returns?|refunds?|exchange|(?:send|sending) .*back)\b/i, answers: ['returns'] },
  { asked: /\b(?:deliver(?:y|ed)?|shipping|parcels?|orders?)\b|\bhow long\b/i, answers: ['delivery'] },
  { asked: /^\s*(?:hello|hi|hey|good (?:morning|evening))\b/i, answers: ['hello'] },
  { asked: /\b(?:thanks|thank you|great|perfect)\b/i, answers: ['thanks'] },
  { asked: /(?:)/, answers: ['about'] },
];
