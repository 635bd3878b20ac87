import { setTimeout as wait } from 'node:timers/promises';
import type { ServerResponse } from 'node:http';
import type { AnswerContext, AnswerEvent } from './answer.ts';
import { sendHtml, sendProblem } from './replies.ts';

/** Pieces of text that arrive before a fault strikes midway. */
const PIECES_BEFORE_FAULT = 24;
/** Time before the first token of a slow answer, in ms, at pace 1. */
export const SLOW_START_MS = 6000;

/** Something that goes wrong on purpose: instead of an answer, or while it is written. */
export type Fault =
  | { readonly instead: (response: ServerResponse) => void }
  | { readonly during: (events: AsyncIterable<AnswerEvent>, context: AnswerContext) => AsyncIterable<AnswerEvent> };

async function* midway(events: AsyncIterable<AnswerEvent>, fault: AnswerEvent): AsyncGenerator<AnswerEvent> {
  let pieces = 0;
  for await (const event of events) {
    yield event;
    if (event.type === 'text' && ++pieces === PIECES_BEFORE_FAULT) yield fault;
  }
}

async function* late(events: AsyncIterable<AnswerEvent>, { signal, pace }: AnswerContext): AsyncGenerator<AnswerEvent> {
  await wait(SLOW_START_MS * pace, undefined, { signal });
  yield* events;
}

/** `?fault=<name>` on an endpoint, to see what the widget does about it. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  '500': {
    instead: (response) =>
      sendProblem(response, 500, 'internal_error', 'The server failed, because ?fault=500 asks it to.'),
  },
  '404': {
    instead: (response) =>
      sendProblem(response, 404, 'not_found', 'Nothing is here, because ?fault=404 asks for that.'),
  },
  html: {
    instead: (response) =>
      sendHtml(
        response,
        200,
        '<!doctype html><title>Sign in</title><h1>Sign in</h1><p>A page where a stream was expected.',
      ),
  },
  empty: {
    instead: (response) => void response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' }).end(),
  },
  slow: { during: late },
  cut: { during: (events) => midway(events, { type: 'cut' }) },
  badjson: {
    during: (events) => midway(events, { type: 'raw', bytes: 'data: {"content": "this object never en\n\n' }),
  },
};
