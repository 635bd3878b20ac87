import type { ComplexAttributeConverter } from 'lit';

/** A JSON array of strings. What is none is an empty list, and one warning says so. */
export const jsonArray: ComplexAttributeConverter<readonly string[]> = {
  fromAttribute(value) {
    if (!value) return [];
    try {
      const list: unknown = JSON.parse(value);
      if (Array.isArray(list)) return list.filter((item): item is string => typeof item === 'string');
    } catch {
      // Said below.
    }
    console.warn(`<stream-chat> expected a JSON array such as ["One", "Two"] and got: ${value.slice(0, 200)}`);
    return [];
  },
};

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
