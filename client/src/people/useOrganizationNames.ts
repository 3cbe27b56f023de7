import { useQuery } from "@tanstack/react-query";
import { organizationsQuery } from "../organizations/organizationsQuery";

/** Gives the name of an organization by its id, for platform administrators. */
export function useOrganizationNames(): (id: string) => string {
  const organizations = useQuery(organizationsQuery);
  const names = new Map(organizations.data?.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
