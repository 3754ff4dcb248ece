from trainer.acts import *  # noqa: F403
from trainer.acts import ACT_IDS as ACT_IDS, DUTIES as DUTIES, INVENTORY as INVENTORY
