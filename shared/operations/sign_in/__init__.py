"""Operations of signing in: sessions, links, second factors, and proofs that are fresh."""
