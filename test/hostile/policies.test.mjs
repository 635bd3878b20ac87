import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { page, SCRIPT_TAG } from './site.mjs';
import { converse, hostilePages, LIMIT } from './visit.mjs';

const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

/** A policy, and the violations that it must not report are all but these. */
const POLICIES = {
  'the strict policy (E-01)': STRICT,
  'trusted types without a list': `${STRICT}; require-trusted-types-for 'script'`,
  'trusted types with our two policies listed': `${STRICT}; require-trusted-types-for 'script'; trusted-types lit-html dompurify`,
  'trusted types for a page with two scripts': `${STRICT}; require-trusted-types-for 'script'; trusted-types lit-html dompurify 'allow-duplicates'`,
};

/** Collects what the page's policy reports; the spy is there before the page. */
async function watchViolations(target) {
  await target.evaluateOnNewDocument(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample, disposition }) =>
      window.violations.push(`${violatedDirective} ${blockedURI} ${sample} ${disposition}`),
    );
  });
}

describe('under a content security policy (E-01, E-02, X-14)', () => {
  const pages = hostilePages();
  let clean;
  const html = page('<link rel="icon" href="/none">' + SCRIPT_TAG);

  for (const [name, policy] of Object.entries(POLICIES)) {
    test(`${name}: a conversation violates nothing, and has its style`, LIMIT, async (t) => {
      clean ??= await converse(await pages.visit(t, page(SCRIPT_TAG)));
      const chat = await pages.visit(
        t,
        { html: html.replace(/<link rel="icon"[^>]*>/g, ''), headers: { 'content-security-policy': policy } },
        { prepare: watchViolations },
      );
      assert.equal(await converse(chat), clean);
      // The browser itself asks for an icon where a page names none; that is not ours.
      const violations = await chat.read(() =>
        window.violations.filter((line) => !line.includes('favicon')).join('\n'),
      );
      assert.equal(violations, '');
      assert.deepEqual(chat.errors, []);
      const styled = await chat.read((root) => getComputedStyle(root.querySelector('[part~="log"]')).overflowY);
      assert.equal(styled, 'auto');
    });
  }

  for (const [missing, list] of [
    ['lit-html', 'dompurify'],
    ['dompurify', 'lit-html'],
    ['both', 'site-policy'],
  ]) {
    test(`trusted types whose list lacks ${missing}: one clear sentence says what to allow`, LIMIT, async (t) => {
      const chat = await pages.look(t, {
        html: page(SCRIPT_TAG, '<stream-chat endpoint="/answer" greeting="Hello **you**"></stream-chat>'),
        headers: {
          'content-security-policy': `${STRICT}; require-trusted-types-for 'script'; trusted-types ${list}`,
        },
      });
      await chat.untilSaid(/trusted-types lit-html dompurify/);
      assert.equal(chat.said.length, 1, chat.said.join('\n'));
      assert.deepEqual(chat.errors, []);
    });
  }

  test(
    'the policy that docs/security.md recommends works, and stops even pictures that are allowed (L-15)',
    LIMIT,
    async (t) => {
      const [, policy] = /Content-Security-Policy: (.+)/.exec(await readFile('docs/security.md', 'utf8'));
      const chat = await pages.visit(
        t,
        {
          html: page(SCRIPT_TAG, '<stream-chat endpoint="/answer" images="allow"></stream-chat>'),
          headers: { 'content-security-policy': policy },
        },
        { prepare: watchViolations },
      );
      assert.match(await converse(chat), /A quote/);
      await chat.until(() => window.violations.length > 0);
      const violations = await chat.read(() => window.violations.filter((line) => !line.includes('favicon')));
      assert.ok(violations.length > 0);
      for (const line of violations) assert.match(line, /^img-src https:\/\/example\.com/);
      assert.deepEqual(chat.errors, []);
    },
  );

  test('a policy that allows no script leaves the element’s children on the page', LIMIT, async (t) => {
    const chat = await pages.look(t, {
      html: page(SCRIPT_TAG, '<stream-chat endpoint="/answer"><p>Write to us instead.</p></stream-chat>'),
      headers: { 'content-security-policy': "script-src 'none'" },
    });
    const words = await chat.page.$eval('stream-chat', (element) => element.innerText);
    assert.match(words, /Write to us instead/);
  });
});
