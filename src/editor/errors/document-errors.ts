import * as vscode from 'vscode';
import { withoutLinks } from '../words/literal.ts';

// VS Code shows the messages of these errors in notifications, where links must not work.

export function unsaved(sentence: string): vscode.FileSystemError {
  return new vscode.FileSystemError(withoutLinks(sentence));
}

export function unavailable(sentence: string): vscode.FileSystemError {
  return vscode.FileSystemError.Unavailable(withoutLinks(sentence));
}

export function notFound(uri: vscode.Uri): vscode.FileSystemError {
  return vscode.FileSystemError.FileNotFound(withoutLinks(uri.toString(true)));
}

export function readOnly(uri: vscode.Uri): vscode.FileSystemError {
  return vscode.FileSystemError.NoPermissions(withoutLinks(uri.toString(true)));
}

/** Returns VS Code's code for why a file could not be read or written; null for any other error. */
export function fileErrorCode(error: unknown): string | null {
  return error instanceof vscode.FileSystemError ? error.code : null;
}
