import * as vscode from 'vscode';
import { ApiError, ForbiddenError, isWrite, NotFoundError } from '../../api/errors.ts';
import { type Explanation, remedy, showLog } from './explanation.ts';

/** Explains what the service refuses about agents; undefined for others. */
export function explainAgents(error: unknown): Explanation | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return (
    explainCode(error) ?? (/\/v2\/agents(?:\/|$)/.test(error.request?.path ?? '') ? explainStatus(error) : undefined)
  );
}

/** Codes that are of agents alone. */
function explainCode({ serviceCode, message }: ApiError): Explanation | undefined {
  const { l10n } = vscode;
  const attach = [remedy(l10n.t('Attach Numbers…'), 'attachNumbers')];
  switch (serviceCode) {
    case 'NO_VERSIONS':
      return { sentence: l10n.t('This agent was never saved. Save it in the builder first.'), remedies: refresh() };
    case 'BRANCH_NOT_FOUND':
      return { sentence: l10n.t('This branch was closed or belongs to another agent.'), remedies: refresh() };
    case 'INVALID_VERSION':
      return { sentence: l10n.t('This is not the number of a published version, such as 1.2.0.'), remedies: refresh() };
    case 'COMPILE_FAILED': {
      const sentence = l10n.t('Not attached: the latest version of this agent does not compile ({0}).', message);
      return { sentence, remedies: attach };
    }
    case 'ENTERPRISE_REQUIRED':
      return { sentence: l10n.t('Not attached: numbers in staging require an Enterprise plan.'), remedies: attach };
    case 'STAGING_NUMBER_UNSUPPORTED':
      return {
        sentence: l10n.t('Not attached: staging is not available on dedicated infrastructure.'),
        remedies: attach,
      };
    case 'AGENT_ENV_UNPINNED': {
      const sentence = l10n.t('Not attached: no version of this agent is published to staging.');
      return { sentence, remedies: attach };
    }
    case 'AGENT_VARIABLE_UNRESOLVED': {
      const sentence = l10n.t('Not attached: a variable of this agent has no value in staging ({0}).', message);
      return { sentence, remedies: attach };
    }
    case 'AGENT_SNAPSHOT_INVALID': {
      const sentence = l10n.t('Not attached: the staging version of this agent cannot run ({0}).', message);
      return { sentence, remedies: attach };
    }
    default:
      return undefined;
  }
}

/** Answers whose code says something only together with what was asked for. */
function explainStatus(error: ApiError): Explanation | undefined {
  const { l10n } = vscode;
  if (error instanceof NotFoundError) {
    const ofVersion = /\/(?:versions|scenarios)\//.test(error.request?.path ?? '');
    return {
      sentence: ofVersion ? l10n.t('Agent or version not found.') : l10n.t('Agent not found.'),
      remedies: refresh(),
    };
  }
  if (error instanceof ForbiddenError) return explainForbidden(error);
  if (error.serviceCode === 'INVALID_BODY') {
    const sentence = l10n.t('Not sent: the numbers or the environment are not valid ({0}).', error.message);
    return { sentence, remedies: [remedy(l10n.t('Attach Numbers…'), 'attachNumbers')] };
  }
  if (error.serviceCode === 'BAD_REQUEST') {
    return { sentence: l10n.t('The history is not available: {0}', error.message), remedies: [showLog()] };
  }
  return undefined;
}

function explainForbidden(error: ForbiddenError): Explanation | undefined {
  const { l10n } = vscode;
  const remedies = [remedy(l10n.t('Replace Key…'), 'setApiKey')];
  if (error.requiredScope !== null) {
    return { sentence: l10n.t('This API key lacks the permission {0}.', error.requiredScope), remedies };
  }
  if (error.serviceCode === 'INSUFFICIENT_SCOPE') {
    return { sentence: l10n.t('This API key is restricted and cannot be used for agents.'), remedies };
  }
  if (error.request === null || !isWrite(error.request)) return undefined;
  const sentence = l10n.t('Changing agents requires the role owner, admin, operator or prompter ({0}).', error.message);
  return { sentence, remedies };
}

function refresh(): Explanation['remedies'] {
  return [remedy(vscode.l10n.t('Refresh'), 'refresh')];
}
