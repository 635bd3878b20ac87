import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const folder = new URL('../', import.meta.url);
const OWN = 'transport/seeds.test.mjs';

/** What the project was asked for, by the number that tests name it by. */
const SEEDS = {
  S1: 'OpenAI chunks',
  S2: 'bare deltas',
  S3: 'named events',
  S4: 'tokens',
  S5: 'content, done, error, thinking',
  S6: 'plain words',
  S7: 'Anthropic Messages',
  S8: 'WebSocket frames',
  S9: 'WebSocket with raw words',
  S10: 'heartbeats, cuts, several data lines',
  S11: 'finish reasons told apart',
  S12: 'structured output while it is open',
  S13: 'reasoning that opens on request',
  S14: 'tool calls with their state, arguments and result',
  S15: 'progress before the answer',
  S20: 'states of an answer',
  S21: 'one paint per frame',
  S22: 'Enter, Shift+Enter, following',
  S23: 'stop',
  S24: 'repeats, time limits, failed or interrupted',
  S25: 'partial answers, Retry and Continue',
  S26: 'dropped connections',
  S27: 'pacing',
  S28: 'parameters of a running answer',
  S29: 'browsers, phones, keyboard, screen reader',
  S40: 'the endpoint of the server',
  S41: 'providers',
  S42: 'cancellation to the end',
  S43: 'backpressure',
  S44: 'heartbeats and errors of the server',
  S45: 'the WebSocket of the server',
  S46: 'resumption',
  S47: 'origins and limits',
  S48: 'recipes',
  S49: 'curl and load',
  S60: 'figures of an answer',
  S61: 'figures of many',
};

/** Ids in the titles of tests, and in the cases that tests read. */
const named = new Set(
  readdirSync(folder, { recursive: true })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /(?:\.test\.(?:ts|mjs)|\/cases\/[^/]+\.json|-cases\.ts)$/.test(file) && file !== OWN)
    .flatMap((file) => readFileSync(new URL(file, folder), 'utf8').split('\n'))
    .filter((line) => /\b(?:it|test|describe)\(|^\s*['`]|"(?:seed|title|name|covers)"|seed:/.test(line))
    .flatMap((line) => line.match(/\bS\d+\b/g) ?? []),
);

test('everything that was asked for names its test', () => {
  assert.deepEqual(
    Object.keys(SEEDS).filter((id) => !named.has(id)),
    [],
  );
});
