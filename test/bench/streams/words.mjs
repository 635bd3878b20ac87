/** Words of an answer about software, short ones more often than long ones. */
export const WORDS = (
  'the a of to and in is it for on that with as this by an are at or from can be when which one each only then not its ' +
  'the a of to and in is it for on that with as this by an are at or from can be when which one each only then not its ' +
  'page text list table block line word token frame stream server client reader answer question message button script ' +
  'browser element layout style value result number string object array field event error state cache queue index index ' +
  'memory thread network request response header option default measure budget render update append follow scroll change ' +
  'return handle create remove replace compare between because without already another usually several important example ' +
  'function constant parameter component interface connection available different therefore throughout performance ' +
  'asynchronous implementation configuration documentation responsibility small large slow fast open closed first last ' +
  'next never always still while after before until where there these those every under above below into over same other'
).split(' ');

/** Each is one token with the space before it: used to reach an exact count. */
export const FILLERS = ['note', 'part', 'step', 'case', 'side', 'form', 'line', 'time', 'rule', 'work', 'page', 'word'];

/** Text that is not Latin, as answers to readers everywhere contain it. */
export const WORLD = [
  '流式输出让读者立即看到答案。',
  'レイアウトは一度だけ計算されます。',
  'مرحبا بالعالم',
  'Привет, мир, это проверка.',
  'Größe, Übung, naïve, façade',
  'हिन्दी में उत्तर',
  '🚀 👩‍💻 ✅',
];

export const LANGUAGES = ['js', 'ts', 'python', 'css', 'bash', 'json', ''];
