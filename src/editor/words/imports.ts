import * as vscode from 'vscode';
import type { BadEncoding } from '../../triage/calls/import/decode.ts';
import type { Look, Note, Origin, Reason, Refusal } from '../../triage/calls/import/import-item.ts';
import type { JsonFault } from '../../triage/calls/import/parse-json.ts';

/** Says why a part of a file was not imported, with its place in the file where that is known. */
export function refusalSentence({ reason, place }: Pick<Refusal, 'reason' | 'place'>): string {
  const sentence = reasonSentence(reason);
  const { l10n } = vscode;
  if (reason.kind === 'encoding' || (reason.kind === 'json' && place.path === '')) return sentence;
  if (place.path !== '' && place.line > 1) return l10n.t('Line {0}, {1}: {2}', place.line, place.path, sentence);
  if (place.path !== '') return l10n.t('{0}: {1}', place.path, sentence);
  return place.line > 1 ? l10n.t('Line {0}: {1}', place.line, sentence) : sentence;
}

function reasonSentence(reason: Reason): string {
  const { l10n } = vscode;
  switch (reason.kind) {
    case 'encoding':
      return encodingSentence(reason.fault);
    case 'json':
      return jsonSentence(reason.fault);
    case 'too-large':
      return l10n.t('Larger than {0} MB; save one call per line (JSON Lines).', reason.megabytes);
    case 'too-deep':
      return l10n.t('Nested more than {0} levels deep.', reason.levels);
    case 'nothing':
      return l10n.t('There are no calls in it.');
    case 'not-an-object':
      return l10n.t('Not a JSON object.');
    case 'service-error':
      return l10n.t('The answer of a failed request: {0}', reason.message);
    case 'looks-like':
      return reason.missing === null
        ? l10n.t('Looks like {0}, which is not a call.', lookName(reason.look))
        : l10n.t('Looks like {0} without "{1}".', lookName(reason.look), reason.missing);
    case 'unknown':
      return l10n.t('Not a call of any supported platform (fields: {0}).', reason.fields.join(', '));
    case 'invalid-field':
      return fieldSentence(reason);
    case 'subtitles':
      return subtitlesSentence(reason.problem);
    case 'no-call':
      return noCallSentence(reason);
  }
}

function encodingSentence({ encoding, offset }: BadEncoding): string {
  const { l10n } = vscode;
  if (encoding === 'UTF-32') return l10n.t('UTF-32 is not supported; save the file as UTF-8.');
  return l10n.t('Not valid {0} at byte {1}; save the file as UTF-8.', encoding, offset);
}

function jsonSentence(fault: JsonFault): string {
  const { line, column } = fault;
  const guess = guessWords(fault);
  const { l10n } = vscode;
  if (guess === null) return l10n.t('Not valid JSON (line {0}, column {1}).', line, column);
  return l10n.t('Not valid JSON (line {0}, column {1}): {2}.', line, column, guess);
}

function guessWords({ guess, word }: JsonFault): string | null {
  const { l10n } = vscode;
  switch (guess) {
    case 'empty':
      return l10n.t('the file is empty');
    case 'html':
      return l10n.t('it looks like HTML or XML');
    case 'http-headers':
      return l10n.t('it starts with HTTP headers, as "curl -i" prints them');
    case 'utf-16':
      return l10n.t('it looks like UTF-16 without a byte order mark');
    case 'comment':
      return l10n.t('comments are not allowed');
    case 'trailing-comma':
      return l10n.t('a trailing comma is not allowed');
    case 'word':
      return l10n.t('{0} is not a JSON value', word ?? '');
    case 'quotes':
      return l10n.t('text needs straight double quotes');
    case 'control-character':
      return l10n.t('a line break or control character is not escaped');
    case 'several-values':
      return l10n.t('more follows after the end of the first value');
    case 'truncated':
      return l10n.t('the file is cut off');
    case 'unknown':
      return null;
  }
}

function fieldSentence({ field, problem }: Reason & { readonly kind: 'invalid-field' }): string {
  const { l10n } = vscode;
  switch (problem) {
    case 'empty':
      return l10n.t('"{0}" is empty.', field);
    case 'too-long':
      return l10n.t('"{0}" is longer than 200 characters.', field);
    case 'not-text':
      return l10n.t('"{0}" is not text.', field);
    case 'not-a-list':
      return l10n.t('"{0}" is not a list.', field);
    case 'characters':
      return l10n.t('"{0}" has characters that an ID cannot have.', field);
  }
}

function subtitlesSentence(problem: (Reason & { readonly kind: 'subtitles' })['problem']): string {
  const { l10n } = vscode;
  switch (problem) {
    case 'no-cues':
      return l10n.t('There are no cues in it.');
    case 'time':
      return l10n.t('Not a valid cue time.');
    case 'text':
      return l10n.t('Text outside a cue.');
  }
}

function noCallSentence({ what, callId }: Reason & { readonly kind: 'no-call' }): string {
  const { l10n } = vscode;
  const name = additionName(what);
  if (callId === null) return l10n.t('{0} without a call ID; name the file after the call.', name);
  return l10n.t('{0} of call {1}, which has not been imported.', name, callId);
}

function additionName(what: (Reason & { readonly kind: 'no-call' })['what']): string {
  const { l10n } = vscode;
  switch (what) {
    case 'corrected-transcript':
      return l10n.t('Corrected transcript');
    case 'pathway-events':
      return l10n.t('Pathway events');
    case 'webhook-update':
      return l10n.t('Webhook update');
  }
}

/** Says what in a call was read otherwise than it was written. */
export function noteSentence(note: Note): string {
  const { l10n } = vscode;
  switch (note.kind) {
    case 'approximate-index':
      return l10n.t('Only "concatenated_transcript" is given: message numbers are approximate.');
    case 'no-transcript':
      return l10n.t('No transcript in this file.');
    case 'empty-rows':
      return l10n.t('Unreadable messages are shown empty: {0}.', numbers(note.rows));
    case 'left-out':
      return l10n.t('Entries that are not messages were left out: {0}.', numbers(note.entries));
    case 'unknown-speakers':
      if (note.speakers.length === 0) return l10n.t('Who speaks is not given.');
      return l10n.t('Not known to be caller or agent: {0}.', note.speakers.slice(0, 10).join(', '));
  }
}

function numbers(indexes: readonly number[]): string {
  const shown = indexes.slice(0, 10).map((index) => `#${index}`);
  return [...shown, ...(indexes.length > shown.length ? ['…'] : [])].join(', ');
}

/** Name of the source that a call was read from. */
export function originName(origin: Origin): string {
  const { l10n } = vscode;
  const names: Readonly<Record<Exclude<Origin, 'chat'>, string>> = {
    bland: 'Bland',
    vapi: 'Vapi',
    retell: 'Retell',
    elevenlabs: 'ElevenLabs',
    twilio: 'Twilio',
    deepgram: 'Deepgram',
    assemblyai: 'AssemblyAI',
    whisperx: 'WhisperX',
    livekit: 'LiveKit',
    webvtt: 'WebVTT',
    srt: 'SRT',
  };
  return origin === 'chat' ? l10n.t('Message list') : names[origin];
}

function lookName(look: Look): string {
  const { l10n } = vscode;
  switch (look) {
    case 'bland-issue':
      return l10n.t('a Bland triage issue');
    case 'bland-sms':
      return l10n.t('a Bland SMS conversation');
    case 'bland-event-stream':
      return l10n.t('Bland call logs (event stream)');
    case 'bland-active-calls':
      return l10n.t('a Bland active call');
    case 'bland-persona':
      return l10n.t('a Bland persona');
    case 'bland-webhook':
      return l10n.t('a Bland webhook log');
    case 'openai-completion':
      return l10n.t('an OpenAI completion');
    case 'postman-collection':
      return l10n.t('a Postman collection');
    case 'har':
      return l10n.t('a HAR file');
    case 'chat':
      return l10n.t('a list of messages');
    case 'webvtt':
    case 'srt':
      return l10n.t('an {0} file', originName(look));
    case 'elevenlabs':
    case 'assemblyai':
      return l10n.t('an {0} call', originName(look));
    default:
      return l10n.t('a {0} call', originName(look));
  }
}
