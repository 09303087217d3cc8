/** The state of a file. */
export interface FileState {
  /** Changes whenever the content does. */
  readonly stamp: string;
  /** Bytes. */
  readonly size: number;
}

export interface ReadText {
  readonly stamp: string | undefined;
  readonly size: number;
  readonly text: string | undefined;
}

/** The files of a workspace. Each is named by its address, with `/` between folders. */
export interface CodeFiles {
  /** Lists the files that may hold nodes. */
  list(): Promise<readonly string[]>;
  /** Returns the state of a file; undefined for one that is gone. */
  look(file: string): Promise<FileState | undefined>;
  /**
   * Reads the text as the editor shows it, with unsaved changes; no text when the file is larger than this many bytes. The
   * stamp is left out where it would have to be asked for.
   *
   * @throws when it is gone or is no text
   */
  read(file: string, largest: number): Promise<ReadText>;
  /** Lists the files in a folder, without those in folders of it. */
  listFolder(folder: string): Promise<readonly string[]>;
}

/** What an index does not take in, so that a workspace of any size has one. */
export interface CodeLimits {
  readonly files: number;
  /** Of one file, bytes. */
  readonly fileSize: number;
  /** Of all files, bytes. */
  readonly totalSize: number;
}

/** A snapshot has at most 2 MiB, and a pathway 2,000 nodes. */
export const codeLimits: CodeLimits = { files: 20_000, fileSize: 8 << 20, totalSize: 256 << 20 };
