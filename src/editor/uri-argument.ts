import * as vscode from 'vscode';
import * as z from 'zod/mini';

/** A file as scripts name it: a URI, its text, or a path on this machine. */
export const uriArgument = z.pipe(
  z.union([z.custom<vscode.Uri>((value) => value instanceof vscode.Uri), z.string().check(z.minLength(1))]),
  z.transform((file) => (typeof file === 'string' ? parseUri(file) : file)),
);

function parseUri(text: string): vscode.Uri {
  return /^[a-z][a-z0-9+.-]+:/i.test(text) ? vscode.Uri.parse(text, true) : vscode.Uri.file(text);
}
