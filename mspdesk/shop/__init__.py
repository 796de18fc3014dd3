"""The company itself: letterhead, rates, hours, holidays, tax and number series."""
