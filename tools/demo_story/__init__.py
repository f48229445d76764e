"""`make demo`: an outbreak in the seeded commune, told through the product and compared with what really happened."""
