"""Who a function is told is calling, when the host plays the sign-in of Static Web Apps."""
