/** The headless half, for Node and workers: conversation, protocols, transports. Nothing here needs a document. */
export * from './chat/conversation.ts';
export { ChatError, type ErrorType } from './chat/errors.ts';
export type { ChatEvent, FinishReason, Usage } from './chat/events.ts';
export { transcript } from './chat/transcript.ts';
export {
  PROTOCOLS,
  protocolOf,
  registerProtocols,
  type ChatRequest,
  type Decoder,
  type Protocol,
} from './protocols/index.ts';
export { answer, type AnswerOptions, type AnswerPhase } from './transport/answer.ts';
export { streamEvents, type Question } from './transport/ask.ts';
export { streamEvents as responseEvents, type StreamOptions } from './transport/stream-events.ts';
export { diagnose, type Diagnosis, type RequestFacts } from './transport/diagnosis.ts';
export { observedFetch } from './transport/observed-fetch.ts';
export { isSocketUrl, socketFetch, type Adjust } from './transport/websocket.ts';
export type { Clock, TransportRequest } from './transport/transport.ts';
export { BodyReader } from './wire/body.ts';
export type { WireMessage } from './wire/message.ts';
