import { Button } from "@mantine/core";
import Star from "lucide-react/icons/star";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { useFavourites } from "./favourites";
import { useOrganization } from "./useOrganization";

interface FavouriteButtonProps {
  scope: Scope;
}

/** Gives the organization of the page a star, or takes it. */
export function FavouriteButton({ scope }: FavouriteButtonProps) {
  const [favourites, toggle] = useFavourites();
  const { name } = useOrganization(scope);
  const isStarred = favourites.includes(scope);
  return (
    <Button
      variant="subtle"
      size="xs"
      leftSection={<Star size={14} aria-hidden />}
      onClick={() => toggle(scope)}
    >
      {isStarred ? texts.shell.unstar(name) : texts.shell.star(name)}
    </Button>
  );
}
