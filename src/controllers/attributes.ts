import type { ComplexAttributeConverter } from 'lit';
import type { ChatCommand } from '../render/composer-extra.ts';

/** A value in JSON. What is none is `otherwise`, and one warning says what was expected. */
function json<Value>(
  expected: string,
  read: (value: unknown) => Value | undefined,
  otherwise: Value,
): ComplexAttributeConverter<Value> {
  return {
    fromAttribute(value) {
      if (!value) return otherwise;
      try {
        const found = read(JSON.parse(value));
        if (found) return found;
      } catch {
        // Said below.
      }
      console.warn(`<stream-chat> expected a JSON ${expected} and got: ${value.slice(0, 200)}`);
      return otherwise;
    },
  };
}

const jsonList = <Item>(example: string, isItem: (item: unknown) => item is Item) =>
  json<readonly Item[]>(
    `array such as ${example}`,
    (value) => (Array.isArray(value) ? value.filter(isItem) : undefined),
    [],
  );

export const jsonArray = jsonList('["One", "Two"]', (item) => typeof item === 'string');

export const commandList = jsonList(
  '[{"name": "help"}]',
  (item): item is ChatCommand => typeof (item as Partial<ChatCommand> | null)?.name === 'string',
);

export const jsonObject = json<Readonly<Record<string, unknown>> | undefined>(
  'object such as {"key": "value"}',
  (value) =>
    Object(value) === value && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined,
  undefined,
);

/** Words separated by spaces or commas. */
export const wordList: ComplexAttributeConverter<readonly string[]> = {
  fromAttribute: (value) => (value ?? '').split(/[\s,]+/).filter((word) => word !== ''),
};

/** A number of milliseconds or tries; anything else is the default, and one warning says so. */
export function positiveNumber(defaultValue: number): ComplexAttributeConverter<number> {
  return {
    fromAttribute(value) {
      const number = Number(value);
      if (value !== null && value.trim() !== '' && Number.isFinite(number) && number >= 0) return number;
      if (value !== null)
        console.warn(`<stream-chat> expected a number of 0 or more and got "${value}"; using ${defaultValue}.`);
      return defaultValue;
    },
  };
}

/** One of `values`; anything else is the first of them, and one warning names the others. */
export function choiceOf<Value extends string>(values: readonly [Value, ...Value[]]): ComplexAttributeConverter<Value> {
  return {
    fromAttribute(value) {
      const choice = values.find((name) => name === value);
      if (choice === undefined && value !== null)
        console.warn(`<stream-chat> expected one of ${values.join(', ')} and got "${value}"; using ${values[0]}.`);
      return choice ?? values[0];
    },
  };
}
