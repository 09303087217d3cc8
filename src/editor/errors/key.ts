import * as vscode from 'vscode';
import type { InvalidKeyError, KeyFault } from '../../api/errors.ts';
import { type Explanation, remedy } from './explanation.ts';

/** Explains why what was given as a key cannot be one. */
export function explainKey(error: InvalidKeyError): Explanation {
  return { sentence: faultOf(error), remedies: [remedy(vscode.l10n.t('Replace Key…'), 'setApiKey')] };
}

function faultOf({ kind, fault }: InvalidKeyError): string {
  if (kind === 'private-key') return faultOfPrivateKey(fault);
  return kind === 'client-secret' ? faultOfSecret(fault) : faultOfApiKey(fault);
}

function faultOfApiKey(fault: KeyFault): string {
  const { l10n } = vscode;
  switch (fault) {
    case 'missing':
      return l10n.t('Enter an API key.');
    case 'whitespace':
      return l10n.t('An API key has no spaces or line breaks. Paste the key alone.');
    case 'length':
      return l10n.t('The text is too long for an API key.');
    default:
      return l10n.t('An API key has ASCII characters only.');
  }
}

function faultOfSecret(fault: KeyFault): string {
  const { l10n } = vscode;
  switch (fault) {
    case 'missing':
      return l10n.t('Enter a client secret.');
    case 'length':
      return l10n.t('The text is too long for a client secret.');
    default:
      return l10n.t('A client secret has ASCII characters only, and no spaces or line breaks.');
  }
}

function faultOfPrivateKey(fault: KeyFault): string {
  const { l10n } = vscode;
  switch (fault) {
    case 'encrypted':
      return l10n.t('The private key is encrypted with a passphrase. Choose one without.');
    case 'algorithm':
      return l10n.t("The private key does not match the connection's algorithm.");
    default:
      return l10n.t('The file contains no private key (-----BEGIN PRIVATE KEY-----).');
  }
}
