print("tradehall")
