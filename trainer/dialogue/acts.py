from trainer.acts import *  # noqa: F403
from trainer.acts import ACT_IDS as ACT_IDS
from trainer.acts import DUTIES as DUTIES
from trainer.acts import INVENTORY as INVENTORY
