import { canonical, firstDifference } from './canonical.js';
import { elementOf, oneShot, sanitised } from './reference.js';

/** @returns {Element} a container with the markdown rendered character by character, everything drawn after each */
export function streamByCharacter(contestant, container, markdown) {
  const view = contestant.mount(container, { html: oneShot(markdown), length: markdown.length });
  try {
    for (const character of markdown) {
      view.append(character);
      view.flush();
    }
    view.finish();
    return canonical(container, contestant.undress);
  } finally {
    view.unmount?.();
  }
}

/**
 * @param {{number: number, markdown: string, html: string}[]} examples
 * @returns {{asSpecified: number[], asOneShot: number[], different: object[], threw: object[]}} numbers of the examples that
 *   end as the specification has them and that end as the one-shot document, where the others part from it, and errors
 */
export function streamExamples(contestant, freshContent, examples) {
  const result = { asSpecified: [], asOneShot: [], different: [], threw: [] };
  for (const { number, markdown, html } of examples) {
    try {
      const actual = streamByCharacter(contestant, freshContent(), markdown);
      const oneShotDocument = canonical(elementOf(oneShot(markdown)));
      if (actual === canonical(elementOf(sanitised(html)))) result.asSpecified.push(number);
      if (actual === oneShotDocument) result.asOneShot.push(number);
      else result.different.push({ number, ...firstDifference(actual, oneShotDocument) });
    } catch (error) {
      result.threw.push({ number, message: error.message });
    }
  }
  return result;
}
