import { TriageError } from '../errors.ts';
import type { ServicePart } from './service-support.ts';

/** No connection is set up, or none has this id. */
export class NoConnectionError extends TriageError {
  override readonly name = 'NoConnectionError';
  override readonly code = 'NO_CONNECTION';
  readonly connectionId: string | null;
  /** True when there is another connection to switch to. */
  readonly canSwitch: boolean;

  constructor(connectionId: string | null, canSwitch = false) {
    super(connectionId === null ? 'No connection is set up.' : `There is no connection "${connectionId}".`);
    this.connectionId = connectionId;
    this.canSwitch = canSwitch;
  }
}

/** The object to change belongs to another connection than the given one. */
export class OtherConnectionError extends TriageError {
  override readonly name = 'OtherConnectionError';
  override readonly code = 'INVALID_ARGUMENT';
  /** Label of the connection that the object belongs to. */
  readonly owner: string;
  /** Label of the connection that was given. */
  readonly given: string;

  constructor(owner: string, given: string) {
    super(`This belongs to the connection "${owner}", not to "${given}".`);
    this.owner = owner;
    this.given = given;
  }
}

/** The connection has no key, or its key was given for another address. */
export class NoKeyError extends TriageError {
  override readonly name = 'NoKeyError';
  override readonly code = 'API_KEY_REJECTED';
  readonly connectionId: string;
  /** The origin that the stored key was given for; null when there is no key. */
  readonly boundTo: string | null;

  constructor(connectionId: string, boundTo: string | null) {
    super(
      boundTo === null
        ? `The connection "${connectionId}" has no key.`
        : `The key of "${connectionId}" was given for ${boundTo}.`,
    );
    this.connectionId = connectionId;
    this.boundTo = boundTo;
  }
}

/** The service does not know this part of the contract. */
export class NotSupportedError extends TriageError {
  override readonly name = 'NotSupportedError';
  override readonly code = 'NOT_SUPPORTED_BY_SERVICE';
  readonly part: ServicePart;

  constructor(part: ServicePart) {
    super(`The service does not support this: ${part}.`);
    this.part = part;
  }
}

/** Where the dashboard of this connection's service is, is not known: `dashboardUrl` says it. */
export class NoDashboardError extends TriageError {
  override readonly name = 'NoDashboardError';
  override readonly code = 'NOT_SUPPORTED_BY_SERVICE';
  /** Label of the connection. */
  readonly connection: string;
  /** What was to be opened, in the form that commands take. */
  readonly target: object;

  constructor(connection: string, target: object) {
    super(`The dashboard of "${connection}" is not known; dashboardUrl in its settings names it.`);
    this.connection = connection;
    this.target = target;
  }
}

/** There is no Talkdesk connection, or none of several was chosen. */
export class NoTalkdeskError extends TriageError {
  override readonly name = 'NoTalkdeskError';
  override readonly code = 'NO_CONNECTION';
  /** Ids of the Talkdesk connections. */
  readonly choices: readonly string[];

  constructor(choices: readonly string[]) {
    super(
      choices.length === 0
        ? 'There is no Talkdesk connection.'
        : `Give connectionId, one of ${choices.join(', ')}: several Talkdesk connections are set up.`,
    );
    this.choices = choices;
  }
}

/** The service did not name the organisation, without which its members cannot be listed. */
export class OrganisationUnknownError extends TriageError {
  override readonly name = 'OrganisationUnknownError';
  override readonly code = 'NOT_SUPPORTED_BY_SERVICE';
}
