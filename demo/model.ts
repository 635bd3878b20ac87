import { readdir, readFile } from 'node:fs/promises';
import { setImmediate as yieldOnce, setTimeout as wait } from 'node:timers/promises';
import { AnswerError, type AnswerContext, type AnswerEvent, type AnswerSource, type Question } from './answer.ts';
import { randomOf } from './random.ts';
import { REACTIONS, type Reaction } from './reactions.ts';

/** Delays at pace 1, in ms: about 35 tokens a second, and a breath at the end of a sentence or paragraph. */
const TOKEN_MIN_MS = 15;
const TOKEN_SPREAD_MS = 25;
const SENTENCE_PAUSE_MS = 60;
const PARAGRAPH_PAUSE_MS = 140;
const FIRST_TOKEN_MIN_MS = 300;
const FIRST_TOKEN_SPREAD_MS = 400;
const THOUGHT_MS = 700;

/** A Han character or two, a short word or a piece of a long one, some signs, or white space; each with the space before it. */
const TOKEN = /\s*(?:\p{Script=Han}{1,2}|(?!\p{Script=Han})[\p{L}\p{M}\p{N}'’]{1,8}|[^\s\p{L}\p{M}\p{N}'’]{1,3})|\s+/gu;

/** Every answer by its name: `answers/code.md` is `code`. */
export type Answers = ReadonlyMap<string, string>;

export async function loadAnswers(folder: URL = new URL('answers/', import.meta.url)): Promise<Answers> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.md'));
  const texts = await Promise.all(files.map(async (file) => (await readFile(new URL(file, folder), 'utf8')).trimEnd()));
  return new Map(files.map((file, index) => [file.slice(0, -'.md'.length), texts[index]!]));
}

/** Cuts a text the way language models do; the pieces joined are the text. */
export function tokensOf(text: string): readonly string[] {
  return text.match(TOKEN) ?? [];
}

/**
 * The embedded model: answers offline from prepared texts, at a human pace, by the words of the newest question.
 * It depends on nothing but the conversation and the seed. A conversation that ends with a part of an answer is continued from there.
 */
export async function scriptedModel({
  seed = 1,
  answers,
}: { seed?: number; answers?: Answers } = {}): Promise<AnswerSource> {
  const texts = answers ?? (await loadAnswers());
  return (question, context) => write(planOf(question, texts, seed), context);
}

interface Plan {
  readonly reaction: Reaction;
  readonly tokens: readonly string[];
  readonly random: () => number;
  /** Is this the rest of an answer that broke off? Then it reaches its end. */
  readonly isContinued: boolean;
  readonly promptTokens: number;
}

function planOf(question: Question, texts: Answers, seed: number): Plan {
  const { asked, written } = whereItStands(question);
  const reaction = REACTIONS.find((candidate) => candidate.asked.test(asked))!;
  const random = randomOf(seed, asked);
  const name = reaction.answers[Math.floor(random() * reaction.answers.length)]!;
  const text = texts.get(name);
  if (text === undefined) throw new Error(`demo/answers/${name}.md is missing.`);
  return {
    reaction,
    tokens: tokensOf(written === undefined ? text : restOf(text, written)),
    random,
    isContinued: written !== undefined,
    promptTokens: question.messages.reduce((sum, { content }) => sum + tokensOf(content).length, 0),
  };
}

/** The newest question, and what of its answer the visitor has if the rest is wanted. */
function whereItStands({ messages }: Question): { asked: string; written?: string } {
  const last = messages.at(-1)!;
  const isRequestToContinue = last.role === 'user' && /^\s*(?:please )?(?:continue|go on)\b/i.test(last.content);
  const history = isRequestToContinue && messages.length > 1 ? messages.slice(0, -1) : messages;
  const asked = history.findLast(({ role }) => role === 'user')?.content ?? last.content;
  const partial = history.at(-1)!;
  return partial.role === 'assistant' ? { asked, written: partial.content } : { asked };
}

function restOf(text: string, written: string): string {
  const known = [written, written.trimEnd()].find((part) => text.startsWith(part));
  const rest = known === undefined ? '' : text.slice(known.length);
  return rest === '' ? '\n\nThat is all there is to say about it.' : rest;
}

async function* write(plan: Plan, { signal, pace }: AnswerContext): AsyncGenerator<AnswerEvent> {
  const { reaction, tokens, random, isContinued } = plan;
  const pause = (ms: number): Promise<void> =>
    ms * pace > 0 ? wait(ms * pace, undefined, { signal }) : yieldOnce(undefined, { signal });
  const { waitMs = FIRST_TOKEN_MIN_MS + FIRST_TOKEN_SPREAD_MS * random(), tempo = 1, ending, thinking = [] } = reaction;

  if (!isContinued) {
    for (const text of thinking) {
      await pause(THOUGHT_MS);
      yield { type: 'thinking', text };
    }
    await pause(waitMs);
  }
  const breakAt = ending && !isContinued ? Math.ceil(tokens.length * ending.at) : Infinity;
  for (const [index, delta] of tokens.entries()) {
    if (index >= breakAt) {
      const usage = { input: plan.promptTokens, output: index };
      if (ending!.how === 'error')
        throw new AnswerError('model_overloaded', 'The model is overloaded and stopped in the middle of its answer.');
      if (ending!.how !== 'cut') {
        yield { type: 'finish', reason: ending!.how, usage };
        return;
      }
      // An answer that can be resumed goes on behind the cut.
      if (index === breakAt) yield { type: 'cut' };
    }
    yield { type: 'text', delta };
    await pause(tempo * (TOKEN_MIN_MS + TOKEN_SPREAD_MS * random() + breathAfter(delta)));
  }
  yield { type: 'finish', reason: 'stop', usage: { input: plan.promptTokens, output: tokens.length } };
}

function breathAfter(token: string): number {
  if (/\n\s*\n/.test(token)) return PARAGRAPH_PAUSE_MS;
  return /[.!?。！？:]$/u.test(token) ? SENTENCE_PAUSE_MS : 0;
}
