/** The words that the paths of the services are made of. */
const words: ReadonlySet<string> = new Set(
  `v1 triage issues calls flags flag-types relations resources categories activity comments affected alert-bindings view
   agents agent-sessions prompts me orgs members personas inbound attach detach settings sms conversations recordings
   recording correct pathway_calls sandbox import attachments 2023-03 upload-link download-link oauth token`.split(
    /\s+/,
  ),
);

/** A path as it may stand in the log: the words of the contract as they are, every id and whatever else as `…`. */
export function loggedPath(path: string): string {
  return path
    .split('/')
    .map((step) => (step === '' || words.has(step) ? step : '…'))
    .join('/');
}
