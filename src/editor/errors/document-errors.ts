import * as vscode from 'vscode';
import { withoutLinks } from '../words/literal.ts';

// VS Code puts the words of these errors into notifications of its own.

/** A document that cannot be saved. */
export function unsaved(sentence: string): vscode.FileSystemError {
  return new vscode.FileSystemError(withoutLinks(sentence));
}

/** A document that cannot be read now. */
export function unavailable(sentence: string): vscode.FileSystemError {
  return vscode.FileSystemError.Unavailable(withoutLinks(sentence));
}

/** An address that leads to no document. */
export function notFound(uri: vscode.Uri): vscode.FileSystemError {
  return vscode.FileSystemError.FileNotFound(withoutLinks(uri.toString(true)));
}

/** A document that cannot be written. */
export function readOnly(uri: vscode.Uri): vscode.FileSystemError {
  return vscode.FileSystemError.NoPermissions(withoutLinks(uri.toString(true)));
}

/** VS Code's word for why a file could not be read or written; null for any other error. */
export function fileErrorCode(error: unknown): string | null {
  return error instanceof vscode.FileSystemError ? error.code : null;
}
