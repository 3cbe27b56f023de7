import { bodyOf, platform } from "../api/client";
import type { UploadResult } from "../api/schema";
import { saveBlob } from "../ui/download";

/** Saves a folder, or the whole workspace, as a zip. */
export async function downloadFolder(path: string): Promise<void> {
  const found: unknown = await bodyOf(
    platform.GET("/api/editor/download", { params: { query: { path } }, parseAs: "blob" }),
  );
  const name = path.split("/").at(-1) || "workspace";
  if (found instanceof Blob) saveBlob(`${name}.zip`, found);
}

/** Unpacks a zip into a folder. */
export function uploadZip(path: string, file: File): Promise<UploadResult> {
  return bodyOf(
    platform.POST("/api/editor/upload", {
      params: { query: { path } },
      body: file as never, // the body is the file itself
      bodySerializer: (body) => body,
      headers: { "Content-Type": "application/zip" },
    }),
  );
}
