/** Sends a file to the address that the API gave for it, with progress. */

import { bodyOf, inScope } from "../../api/client";
import type { Scope } from "../../api/scope";

const TRIES = 3;
const PAUSE_MS = 1000;

export interface UploadTask {
  readonly scope: Scope;
  readonly formId: string;
  readonly fieldName: string;
  readonly file: File;
  readonly signal: AbortSignal;
  readonly onProgress: (share: number) => void;
}

/** Uploads a file and returns its path, the field's value. Tries again, with a fresh address. */
export async function upload(task: UploadTask): Promise<string> {
  for (let tried = 1; ; tried += 1) {
    const { upload_url: address, file_metadata: facts } = await addressFor(task);
    try {
      await sent(task, address);
      return facts.path;
    } catch (error) {
      if (task.signal.aborted || tried === TRIES || !(error instanceof Interrupted)) throw error;
      await new Promise((done) => setTimeout(done, PAUSE_MS * tried));
    }
  }
}

/** The upload broke off: trying again may help. */
class Interrupted extends Error {}

function addressFor({ scope, formId, fieldName, file, signal }: UploadTask) {
  return bodyOf(
    inScope(scope).POST("/api/forms/{form_id}/files/upload-url", {
      params: { path: { form_id: formId } },
      body: {
        file_name: file.name,
        content_type: file.type,
        file_size: file.size,
        field_name: fieldName,
      },
      signal,
    }),
  );
}

/** fetch tells no progress of what it sends, so this is an XMLHttpRequest. */
function sent({ file, signal, onProgress }: UploadTask, address: string): Promise<void> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("PUT", address);
    request.setRequestHeader("x-ms-blob-type", "BlockBlob");
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total);
    request.onload = () => {
      if (request.status < 300) done();
      else fail(faultOf(request.status));
    };
    request.onerror = () => fail(faultOf(0));
    request.onabort = () => fail(new DOMException("The upload was cancelled.", "AbortError"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}

function faultOf(status: number): Error {
  const words = status === 0 ? "The connection broke off." : `The store answered ${status}.`;
  return status === 0 || status === 408 || status === 429 || status >= 500
    ? new Interrupted(words)
    : new Error(words);
}
