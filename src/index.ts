import { defineStreamChat } from './element.ts';

export * from './element.ts';

defineStreamChat();
