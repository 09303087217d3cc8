import * as vscode from 'vscode';
import * as z from 'zod/mini';

/** A place that a script names: as a URI of the editor's, or as its text. */
export const uriArgument = z.pipe(
  z.union([z.custom<vscode.Uri>((value) => value instanceof vscode.Uri), z.string().check(z.minLength(1))]),
  z.transform((uri) => (typeof uri === 'string' ? vscode.Uri.parse(uri, true) : uri)),
);
