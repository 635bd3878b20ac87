import type { AnswerSource } from './answer.ts';
import { scriptedModel } from './model.ts';
import { anthropic } from './providers/anthropic.ts';
import { openai } from './providers/openai.ts';
import type { Provider } from './providers/provider.ts';
import { relay, type RelayOptions } from './relay.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Who answers, and the name of who that is (`gen_ai.provider.name`). */
export interface NamedSource {
  readonly name: string;
  readonly source: AnswerSource;
}

export interface Sources {
  /** A key is in use. */
  readonly isRelay: boolean;
  /** `/chat/stream/{provider}` is answered by that provider if it has a key; every other address by the default one. */
  of(path: string): NamedSource;
}

/** Every provider, with what its settings are called and stand for by default. */
const PROVIDERS: readonly { provider: Provider; prefix: string; baseUrl: string; model: string }[] = [
  { provider: openai, prefix: 'OPENAI', baseUrl: 'https://api.openai.com/v1', model: 'gpt-5-mini' },
  { provider: anthropic, prefix: 'ANTHROPIC', baseUrl: 'https://api.anthropic.com/v1', model: 'claude-sonnet-4-5' },
];

/** One source for every address. */
export function only(source: AnswerSource, name = 'embedded'): Sources {
  return { isRelay: false, of: () => ({ name, source }) };
}

/**
 * A relay for each provider with a key: `OPENAI_API_KEY`, `ANTHROPIC_API_KEY`, each with `_BASE_URL` and `_MODEL` if they shall
 * differ from the provider's own. `CHAT_PROVIDER` names the default one, else it is the first with a key. Without any key the embedded
 * model answers, offline.
 * @throws Error for a `CHAT_PROVIDER` that has no key.
 */
export async function sourcesFrom(
  environment: Environment,
  settings: Pick<RelayOptions, 'timeoutMs' | 'log'>,
): Promise<Sources> {
  const relays = new Map<string, NamedSource>();
  for (const { provider, prefix, baseUrl, model } of PROVIDERS) {
    const apiKey = environment[`${prefix}_API_KEY`];
    if (!apiKey) continue;
    const source = relay({
      provider,
      apiKey,
      baseUrl: environment[`${prefix}_BASE_URL`] || baseUrl,
      model: environment[`${prefix}_MODEL`] || model,
      ...settings,
    });
    relays.set(provider.name, { name: provider.name, source });
  }
  const wanted = environment['CHAT_PROVIDER'];
  if (wanted && !relays.has(wanted)) throw new Error(`CHAT_PROVIDER is "${wanted}", which has no key.`);
  const standard = wanted ? relays.get(wanted) : [...relays.values()][0];
  if (!standard) return only(await scriptedModel());
  return { isRelay: true, of: (path) => relays.get(path.split('/').at(-1)!) ?? standard };
}
