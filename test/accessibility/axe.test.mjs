import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { hostilePages, LIMIT } from '../hostile/visit.mjs';
import { ENDPOINTS, STATES } from './states.mjs';

const AXE = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** @returns what axe finds in the page as it stands: rule, element and why. */
async function findViolations() {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
  const { violations } = await window.axe.run(document, {
    runOnly: { type: 'tag', values: tags },
    // Off by default in axe.
    rules: { 'target-size': { enabled: true } },
    resultTypes: ['violations'],
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} at ${target.flat().at(-1)}: ${failureSummary.split('\n')[1]?.trim()}`,
    ),
  );
}

describe('axe finds nothing in any state, scheme and direction (A-01)', () => {
  const pages = hostilePages({ endpoints: ENDPOINTS });

  for (const [name, { html, act, width, height }] of Object.entries(STATES)) {
    test(name, LIMIT, async (t) => {
      const chat = await pages.visit(t, html, { width, height });
      await act?.(chat);
      await chat.page.evaluate(AXE);
      const found = [];
      for (const scheme of ['light', 'dark']) {
        for (const direction of ['ltr', 'rtl']) {
          await chat.read(
            async (_root, colors, dir) => {
              document.documentElement.dir = dir;
              const element = document.querySelector('stream-chat');
              element.setAttribute('color-scheme', colors);
              await element.updateComplete;
              await Promise.all(
                element.shadowRoot
                  .getAnimations()
                  .map(
                    (animation) =>
                      animation.playState === 'running' &&
                      animation.effect.getTiming().iterations !== Infinity &&
                      animation.finished,
                  ),
              );
            },
            scheme,
            direction,
          );
          for (const line of await chat.page.evaluate(findViolations)) found.push(`${scheme} ${direction}: ${line}`);
        }
      }
      assert.deepEqual(found, []);
    });
  }
});
