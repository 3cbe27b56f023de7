"""A certified OpenID provider as a process of its own, with issuers as tests need them."""
