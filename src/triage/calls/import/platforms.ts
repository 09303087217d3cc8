import { readAssemblyAi } from './assemblyai.ts';
import { readChat } from './chat.ts';
import { readDeepgram } from './deepgram.ts';
import { readElevenLabs } from './elevenlabs.ts';
import { readLiveKit } from './livekit.ts';
import type { Platform } from './platform-call.ts';
import { readRetell } from './retell.ts';
import { readTwilio } from './twilio.ts';
import { readVapi } from './vapi.ts';
import { readWhisperX } from './whisperx.ts';

/** In the order in which they are tried: what has the least particular shape comes last. */
export const platforms: readonly Platform[] = [
  readVapi,
  readRetell,
  readElevenLabs,
  readTwilio,
  readDeepgram,
  readAssemblyAi,
  readLiveKit,
  readWhisperX,
  readChat,
];
