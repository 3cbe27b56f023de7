"""Host and function keys: storage, access levels and the admin API for them."""
