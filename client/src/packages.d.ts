/** Made by tools/packages.ts when the client is built. */
declare module "virtual:packages" {
  export const packages: readonly { name: string; version: string; licence: string }[];
}
