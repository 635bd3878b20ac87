import { expect } from '@open-wc/testing';
import '../../src/protocols.ts';
import type { ChatEventDetails } from '../../src/events/chat-events.ts';
import { ChatHarness } from '../support/chat-harness.ts';
import { SteppedStream } from '../support/stream.ts';

type Call = ChatEventDetails['chat-tool-call'];
type Json = Record<string, unknown>;

const sse = (...payloads: object[]): string =>
  payloads.map((payload) => `data: ${JSON.stringify(payload)}\n\n`).join('');

interface Case {
  /** Responses that ask, and that go on. */
  readonly asks: string;
  readonly goesOn: string;
  /** What the page is asked. */
  readonly name: string;
  readonly args: unknown;
  /** Of the request that follows. */
  readonly sent: (body: Json) => unknown;
  readonly allowed: unknown;
  readonly denied: unknown;
}

const uiPart = (approved: boolean): object => ({
  type: 'tool-delete_file',
  toolCallId: 'c',
  input: { path: '/a' },
  state: 'approval-responded',
  approval: { id: 'ap', signature: 'c2lnbmVk', approved },
});

const CASES: Readonly<Record<string, Case>> = {
  vercel: {
    asks: sse(
      { type: 'start', messageId: 'm' },
      { type: 'start-step' },
      { type: 'tool-input-available', toolCallId: 'c', toolName: 'delete_file', input: { path: '/a' } },
      { type: 'tool-approval-request', toolCallId: 'c', approvalId: 'ap', signature: 'c2lnbmVk' },
      { type: 'finish-step' },
      { type: 'finish', finishReason: 'tool-calls' },
    ),
    goesOn: sse(
      { type: 'start', messageId: 'm' },
      { type: 'tool-output-available', toolCallId: 'c', output: 'gone' },
      { type: 'start-step' },
      { type: 'text-delta', id: '0', delta: 'Done.' },
      { type: 'finish' },
    ),
    name: 'delete_file',
    args: { path: '/a' },
    sent: ({ messages }) => (messages as Json[])[1]!['parts'],
    allowed: [uiPart(true)],
    denied: [uiPart(false)],
  },
  responses: {
    asks: sse(
      {
        type: 'response.output_item.added',
        item: { id: 'mcpr', type: 'mcp_approval_request', name: 'delete_file', server_label: 'files', arguments: '' },
      },
      {
        type: 'response.output_item.done',
        item: {
          id: 'mcpr',
          type: 'mcp_approval_request',
          name: 'delete_file',
          server_label: 'files',
          arguments: '{"path":"/a"}',
        },
      },
      { type: 'response.completed', response: {} },
    ),
    goesOn: sse(
      { type: 'response.output_text.delta', item_id: 'n', delta: 'Done.' },
      { type: 'response.completed', response: {} },
    ),
    name: 'delete_file',
    args: { path: '/a' },
    sent: ({ input }) => (input as Json[]).slice(1),
    allowed: [
      {
        type: 'mcp_approval_request',
        id: 'mcpr',
        name: 'delete_file',
        arguments: '{"path":"/a"}',
        server_label: 'files',
      },
      { type: 'mcp_approval_response', approval_request_id: 'mcpr', approve: true },
    ],
    denied: [
      {
        type: 'mcp_approval_request',
        id: 'mcpr',
        name: 'delete_file',
        arguments: '{"path":"/a"}',
        server_label: 'files',
      },
      { type: 'mcp_approval_response', approval_request_id: 'mcpr', approve: false },
    ],
  },
  'ag-ui': {
    asks: sse(
      { type: 'RUN_STARTED' },
      {
        type: 'RUN_FINISHED',
        outcome: { type: 'interrupt', interrupts: [{ id: 'i', reason: 'confirmation', message: 'Delete it?' }] },
      },
    ),
    goesOn: sse(
      { type: 'RUN_STARTED' },
      { type: 'TEXT_MESSAGE_CONTENT', messageId: 'n', delta: 'Done.' },
      { type: 'RUN_FINISHED' },
    ),
    name: 'confirmation',
    args: { id: 'i', reason: 'confirmation', message: 'Delete it?' },
    sent: ({ resume, messages }) => ({ resume, calls: JSON.stringify(messages).includes('toolCall') }),
    allowed: { resume: [{ interruptId: 'i', status: 'resolved', payload: { approved: true } }], calls: false },
    denied: { resume: [{ interruptId: 'i', status: 'cancelled' }], calls: false },
  },
  langgraph: {
    asks:
      'event: updates\ndata: {"__interrupt__": [{"id": "i", "value": {"question": "Delete it?", "action": "delete"}}]}\n\n' +
      'event: values\ndata: {"__interrupt__": [{"id": "i", "value": {"question": "Delete it?", "action": "delete"}}]}\n\n',
    goesOn: 'event: messages\ndata: [{"type": "ai", "id": "n", "content": "Done."}, {}]\n\n',
    name: 'delete',
    args: { question: 'Delete it?', action: 'delete' },
    sent: ({ command, input }) => ({ command, input }),
    allowed: { command: { resume: true }, input: undefined },
    denied: { command: { resume: false }, input: undefined },
  },
};

async function asked(
  protocol: string,
  answer: (call: Call) => void,
): Promise<{ chat: ChatHarness; stream: SteppedStream }> {
  const stream = new SteppedStream();
  const chat = await ChatHarness.ask(stream.url, { attributes: { protocol } });
  chat.element.addEventListener('chat-tool-call', ({ detail }) => answer(detail));
  await chat.ask('Delete it.');
  return { chat, stream };
}

async function respond(stream: SteppedStream, body: string): Promise<void> {
  await stream.open({ headers: { 'content-type': 'text/event-stream' } });
  await stream.write(body);
  await stream.end();
}

const untilFinished = (chat: ChatHarness): Promise<void> =>
  chat.until(() => chat.names().includes('chat-finish'), 'it is finished');

describe('permission of the visitor (S14)', () => {
  for (const [protocol, { asks, goesOn, name, args, sent, allowed, denied }] of Object.entries(CASES)) {
    for (const isAllowed of [true, false]) {
      it(`${protocol}: the page answers that it is ${isAllowed ? 'allowed' : 'denied'}, and the answer goes on`, async () => {
        const calls: Call[] = [];
        const { chat, stream } = await asked(protocol, (call) => {
          calls.push(call);
          call.respondWith(Promise.resolve(isAllowed));
        });
        await respond(stream, asks);
        await respond(stream, goesOn);
        await untilFinished(chat);
        expect(
          calls.map(({ name: called, args: given, needsPermission }) => [called, given, needsPermission]),
        ).to.deep.equal([[name, args, true]]);
        const bodies = (await stream.requests()).map(({ body }) => JSON.parse(body) as Json);
        expect(sent(bodies[1]!)).to.deep.equal(isAllowed ? allowed : denied);
        expect(chat.element.messages.at(-1)).to.include({ status: 'complete', finishReason: 'stop' });
        expect(chat.answer()!.text.endsWith('Done.')).to.equal(true);
        expect(chat.parts('tool-call').map(({ dataset }) => dataset['state'])).to.deep.equal([
          isAllowed || protocol === 'vercel' ? 'done' : 'failed',
        ]);
      });
    }

    it(`${protocol}: nobody answers: the chat says what waits, asks nothing and calls nothing done`, async () => {
      const { chat, stream } = await asked(protocol, () => undefined);
      await respond(stream, asks);
      await untilFinished(chat);
      expect(chat.part('tool-call')!.textContent).to.contain(`${name} waits for permission`);
      expect(chat.part('tool-call')!.dataset['state']).to.equal('running');
      expect((await stream.requests()).length).to.equal(1);
    });
  }

  it('a dialog that fails allows nothing', async () => {
    const { chat, stream } = await asked('vercel', (call) => call.respondWith(Promise.reject(new Error('No dialog.'))));
    await respond(stream, CASES['vercel']!.asks);
    await respond(stream, CASES['vercel']!.goesOn);
    await untilFinished(chat);
    const body = JSON.parse((await stream.requests())[1]!.body) as Json;
    expect(CASES['vercel']!.sent(body)).to.deep.equal([uiPart(false)]);
  });

  it('ag-ui and langgraph: a payload of the page’s own resumes the run', async () => {
    for (const protocol of ['ag-ui', 'langgraph']) {
      const { chat, stream } = await asked(protocol, (call) => call.respondWith({ decisions: ['edit'] }));
      await respond(stream, CASES[protocol]!.asks);
      await respond(stream, CASES[protocol]!.goesOn);
      await untilFinished(chat);
      const body = JSON.parse((await stream.requests())[1]!.body) as Json;
      if (protocol === 'ag-ui')
        expect(body['resume']).to.deep.equal([
          { interruptId: 'i', status: 'resolved', payload: { decisions: ['edit'] } },
        ]);
      else expect(body['command']).to.deep.equal({ resume: { decisions: ['edit'] } });
      chat.remove();
    }
  });

  it('a2a: what the task asks is shown as waiting, and the next message goes to the same task', async () => {
    const { chat, stream } = await asked('a2a', () => undefined);
    const task = (state: string, text: string): string =>
      sse({
        jsonrpc: '2.0',
        result: { statusUpdate: { taskId: 't', contextId: 'x', status: { state, message: { parts: [{ text }] } } } },
      });
    await respond(stream, task('TASK_STATE_INPUT_REQUIRED', 'Which one?'));
    await untilFinished(chat);
    expect(chat.answer()!.text).to.equal('Which one?');
    expect(chat.notice()).to.contain('Waiting for you');
    await chat.ask('The first.');
    await respond(stream, task('TASK_STATE_COMPLETED', 'Done.'));
    await chat.until(() => chat.names().filter((name) => name === 'chat-finish').length === 2);
    await chat.ask('Thanks.');
    await respond(stream, task('TASK_STATE_COMPLETED', 'Welcome.'));
    await chat.until(() => chat.names().filter((name) => name === 'chat-finish').length === 3);
    const messages = (await stream.requests()).map(
      ({ body }) => ((JSON.parse(body) as Json)['params'] as Json)['message'] as Json,
    );
    expect(messages.map(({ taskId }) => taskId)).to.deep.equal([undefined, 't', undefined]);
  });

  for (const [protocol, asks, words] of [
    [
      'mastra',
      sse({
        type: 'tool-call-approval',
        runId: 'r',
        from: 'AGENT',
        payload: { toolCallId: 'c', toolName: 'delete_file', args: { path: '/a' } },
      }),
      'delete_file waits for permission',
    ],
    [
      'dify',
      sse(
        {
          event: 'human_input_required',
          task_id: 't',
          workflow_run_id: 'w',
          data: { form_content: 'Delete it?', form_id: 'f' },
        },
        { event: 'workflow_paused', task_id: 't', workflow_run_id: 'w', data: {} },
      ),
      'Delete it?',
    ],
    [
      'flowise',
      sse(
        { event: 'token', data: 'Delete it?' },
        { event: 'action', data: { id: 'a' } },
        { event: 'end', data: '[DONE]' },
      ),
      'Delete it?',
    ],
  ] as const) {
    it(`${protocol}, whose answer goes elsewhere: what waits is said, and no tool of the page is called`, async () => {
      const calls: Call[] = [];
      const { chat, stream } = await asked(protocol, (call) => calls.push(call));
      await respond(stream, asks);
      await untilFinished(chat);
      expect(chat.log.textContent).to.contain(words);
      expect(chat.notice()).to.contain('Waiting for you');
      expect(calls.length).to.equal(0);
    });
  }
});
