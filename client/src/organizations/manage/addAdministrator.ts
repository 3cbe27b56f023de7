import { bodyOf, platform } from "../../api/client";
import { ApiProblem } from "../../api/problems";
import { basedOn, versionedOf } from "../../api/versions";

interface Person {
  email: string;
  name: string;
}

/**
 * Makes a person an administrator of the organization. Resolves to the link by which a new user
 * sets a password; undefined for one who can sign in already.
 */
export async function addAdministrator(
  organizationId: string,
  { email, name }: Person,
): Promise<string | undefined> {
  const membership = { orgId: organizationId, role: "admin" as const };
  const facts = { email, displayName: name || email };
  let userId: string;
  try {
    const body = { ...facts, memberships: [membership] };
    userId = (await bodyOf(platform.POST("/api/users", { body }))).id;
  } catch (reason) {
    if (!(reason instanceof ApiProblem) || reason.status !== 409) throw reason;
    await addMembership(email, membership);
    return undefined;
  }
  const params = { path: { user: userId } };
  const made = await bodyOf(platform.POST("/api/users/{user}/password-link", { params }));
  return `${window.location.origin}/set-password#token=${made.token}`;
}

/** Adds an organization to those of a known user. */
async function addMembership(email: string, membership: { orgId: string; role: "admin" }) {
  const path = { user: email };
  const read = platform.GET("/api/users/{user}", { params: { path } });
  const { thing, version } = await versionedOf(read);
  const others = thing.memberships.filter(({ orgId }) => orgId !== membership.orgId);
  const params = { path, header: basedOn(version) };
  const body = { memberships: [...others, membership] };
  await bodyOf(platform.PATCH("/api/users/{user}", { params, body }));
}
