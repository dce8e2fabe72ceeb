import { bringTyping } from '#lib/docs/typing.ts';

// Tests apply gestures to rooms themselves; a device brings this along when somebody types.
await bringTyping();
