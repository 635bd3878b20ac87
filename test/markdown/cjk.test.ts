import { expect } from '@open-wc/testing';
import { simulate } from './simulated-document.ts';

const html = (text: string): string => simulate([text], 'basic').html.replace(/^<p>|<\/p>$/g, '');

describe('Emphasis beside CJK text (I-02)', () => {
  const BOLD: Readonly<Record<string, string>> = {
    '**中文。**字': '<strong>中文。</strong>字',
    '**该星号不会被识别，而是直接显示。**这是因为它没有被识别。':
      '<strong>该星号不会被识别，而是直接显示。</strong>这是因为它没有被识别。',
    '**重要！**请注意': '<strong>重要！</strong>请注意',
    '字**「引用」**字': '字<strong>「引用」</strong>字',
    '这是**“引号”**的文字': '这是<strong>“引号”</strong>的文字',
    '说明**(括号)**文字': '说明<strong>(括号)</strong>文字',
    '使用**`code`**命令': '使用<strong><code>code</code></strong>命令',
    '点击**[链接](/u)**继续': '点击<strong><a href="/u">链接</a></strong>继续',
    '**太字。**そして': '<strong>太字。</strong>そして',
    'これは**「強調」**です。': 'これは<strong>「強調」</strong>です。',
    '**カタカナ（注）**の': '<strong>カタカナ（注）</strong>の',
    '**마크다운(Markdown)**은 좋다': '<strong>마크다운(Markdown)</strong>은 좋다',
    '**"인용"**이라고': '<strong>&quot;인용&quot;</strong>이라고',
    '*强调。*字': '<em>强调。</em>字',
    '***全部。***字': '<em><strong>全部。</strong></em>字',
    '~~删除。~~字': '<del>删除。</del>字',
    '字~~（删）~~字': '字<del>（删）</del>字',
    '**中文。**word': '<strong>中文。</strong>word',
    'word**「中文」**word': 'word<strong>「中文」</strong>word',
    '甲**乙。**丙**丁！**戊': '甲<strong>乙。</strong>丙<strong>丁！</strong>戊',
    '**第一，*内。*外**字': '<strong>第一，<em>内。</em>外</strong>字',
    '**𠮷野家。**字': '<strong>𠮷野家。</strong>字',
    '**全角！？**１２３': '<strong>全角！？</strong>１２３',
  };
  for (const [text, expected] of Object.entries(BOLD)) {
    it(`reads ${text}`, () => expect(html(text)).to.equal(expected));
  }

  const AS_EVER: Readonly<Record<string, string>> = {
    'a**"b"**c': 'a**&quot;b&quot;**c',
    '**word.**word': '**word.**word',
    '** 中文**字': '** 中文**字',
    '**中文 **字': '**中文 **字',
    '_中文。_字': '_中文。_字',
    '中*文': '中*文',
    '2*3*4': '2<em>3</em>4',
    '`**中文。**`字': '<code>**中文。**</code>字',
    '\\*\\*中文。**字': '**中文。**字',
  };
  for (const [text, expected] of Object.entries(AS_EVER)) {
    it(`leaves ${text} as CommonMark has it`, () => expect(html(text)).to.equal(expected));
  }

  it('holds at every cut', () => {
    for (const text of [...Object.keys(BOLD), ...Object.keys(AS_EVER)]) {
      for (let cut = 1; cut < text.length; cut++) {
        expect(simulate([text.slice(0, cut), text.slice(cut)], 'basic').html, text).to.equal(
          simulate([text], 'basic').html,
        );
      }
    }
  });
});

describe('Addresses in running text (L-12)', () => {
  const ADDRESSES: readonly (readonly [text: string, address: string, rest: string])[] = [
    ['https://example.com。谢谢', 'https://example.com', '。谢谢'],
    ['https://example.com/a，然后', 'https://example.com/a', '，然后'],
    ['https://example.com/a?b=1；c', 'https://example.com/a?b=1', '；c'],
    ['https://example.com/a）文字', 'https://example.com/a', '）文字'],
    ['https://example.com/a」', 'https://example.com/a', '」'],
    ['https://example.com/a、b', 'https://example.com/a', '、b'],
    ['https://example.com/a！', 'https://example.com/a', '！'],
    ['https://example.com/a”后', 'https://example.com/a', '”后'],
    ['https://example.com中文', 'https://example.com', '中文'],
    ['https://example.com:8080/a。', 'https://example.com:8080/a', '。'],
    ['https://example.com/维基/页。完', 'https://example.com/维基/页', '。完'],
    ['https://example.com/a.）', 'https://example.com/a', '.）'],
    ['www.example.com。谢谢', 'www.example.com', '。谢谢'],
    ['https://example.com/a).', 'https://example.com/a', ').'],
    ['https://example.com/a_(b) c', 'https://example.com/a_(b)', ' c'],
    ['https://example.com/a&quot;', 'https://example.com/a', '&quot;'],
    ['https://example.com/a, b', 'https://example.com/a', ', b'],
  ];
  for (const [text, address, rest] of ADDRESSES) {
    it(`ends the one in ${text} at the right place`, () => {
      const [, linked, behind] = /<a href="[^"]*">([^<]*)<\/a>([^<]*)/.exec(html(text))!;
      expect([linked, behind]).to.deep.equal([address, rest]);
    });
  }

  it('keeps an address in angle brackets or parentheses whole', () => {
    expect(html('（https://example.com/a）')).to.include('>https://example.com/a</a>）');
    expect(html('<https://example.com/路径。页>')).to.include(
      'href="https://example.com/%E8%B7%AF%E5%BE%84%E3%80%82%E9%A1%B5"',
    );
  });
});
